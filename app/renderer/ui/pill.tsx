import type { ReactNode } from 'react';
import { severityTitles } from '../../shared/domain/severity.ts';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info' | 'busy' | 'recording' | 'low' | 'medium' | 'high';

/** Each tone has a shape too, so that colour is never alone: ring, disc, triangle, cross, diamond, half, disc in a ring, bars. */
const marks: Record<Tone, string> = {
  plain: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8M5 2.600a2.400 2.400 0 1 0 0 4.800a2.400 2.400 0 1 0 0-4.800z',
  good: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
  info: 'M5 .500 9.500 5 5 9.500.500 5z',
  busy: 'M5 1a4 4 0 0 1 0 8z M5 1a4 4 0 1 0 0 8v-1.500a2.500 2.500 0 0 1 0-5z',
  warn: 'M5 .800 9.600 9.200H.400z',
  bad: 'M2 .600 5 3.600l3-3L9.400 2l-3 3 3 3L8 9.400l-3-3-3 3L.600 8l3-3-3-3z',
  recording: 'M5 .300a4.700 4.700 0 1 1 0 9.400a4.700 4.700 0 1 1 0-9.400M5 1.300a3.700 3.700 0 1 0 0 7.400a3.700 3.700 0 1 0 0-7.400zM5 2.600a2.400 2.400 0 1 1 0 4.800a2.400 2.400 0 1 1 0-4.800z',
  low: 'M1 6.500h2V9H1z',
  medium: 'M1 6.500h2V9H1zM4 4h2v5H4z',
  high: 'M1 6.500h2V9H1zM4 4h2v5H4zM7 1h2v8H7z',
};

/** A state in one or two words, with a colour and a shape. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`pill pill-${tone}`}>
      <svg viewBox="0 0 10 10" aria-hidden="true"><path fillRule="evenodd" d={marks[tone]} /></svg>
      {children}
    </span>
  );
}

/** How bad an anomaly is. */
export function SeverityPill({ severity }: { severity: 'low' | 'medium' | 'high' }) {
  return <Pill tone={severity}>{severityTitles[severity]}</Pill>;
}

/** A small number on something, such as what is unread; nothing at 0. */
export function CountBadge({ count, words }: { count: number; words: string }) {
  if (count === 0) return null;
  return <span className="count-badge"><span aria-hidden="true">{count > 99 ? '99+' : count}</span><span className="unseen">{count} {words}</span></span>;
}
