import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { WireError } from '../../shared/errors/wire-error.ts';
import type { Loaded } from '../workbench/loaded.ts';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';

/** Where there is nothing: says why, and what to do about it. */
export function EmptyState({ icon = 'note', title, children, actions }: { icon?: IconName; title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <strong>{title}</strong>
      <p>{children}</p>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}

/** A failure: what, what to do, its code, and a way to try again where that may help. */
export function ErrorCard({ error, onRetry, retryWords = 'Try again', actions }: { error: Pick<WireError, 'code' | 'message' | 'hint'>; onRetry?: () => void; retryWords?: string; actions?: ReactNode }) {
  return (
    <div className="error-card" role="alert">
      <Icon name="error" />
      <div className="error-card-words">
        <strong>{error.message}</strong>
        <span>{error.hint}</span>
        <code>{error.code}</code>
        {(onRetry !== undefined || actions !== undefined) && <div className="row">{onRetry !== undefined && <Button small icon="retry" onPress={onRetry}>{retryWords}</Button>}{actions}</div>}
      </div>
    </div>
  );
}

/** Something to know, without being a failure of what was just done. */
export function Notice({ tone = 'info', title, children, actions }: { tone?: 'info' | 'warn' | 'bad'; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`}>
      <Icon name={tone === 'info' ? 'note' : tone === 'warn' ? 'warning' : 'error'} />
      <div className="notice-words"><strong>{title}</strong>{children !== undefined && <div className="muted">{children}</div>}</div>
      {actions}
    </div>
  );
}

/** Waiting, in words from the start; after some seconds it says that it takes longer than usual. */
export function Waiting({ words }: { words: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 5000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="waiting" role="status">
      <span className="waiting-mark" aria-hidden="true" />
      <span>{words}{slow && ' This takes longer than usual; it goes on.'}</span>
    </div>
  );
}

/** How far long work is: a part 0…1 (null where it is not known), in words beside the bar. */
export function Progress({ label, part, words }: { label: string; part: number | null; words: string }) {
  const percent = part === null ? undefined : Math.round(Math.min(Math.max(part, 0), 1) * 100);
  return (
    <div className="progress">
      <div className="progress-words"><span>{label}</span><span className="muted number">{words}</span></div>
      <div className="progress-track" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-valuetext={words}>
        <div className="progress-fill" style={{ width: `${percent ?? 0}%` }} />
      </div>
    </div>
  );
}

/** Draws a `Loaded`: words while it loads, the error with a way to try again, and the value, dimmed and said to be stale where it is. */
export function Shown<T>({ of, waiting, children }: { of: Loaded<T>; waiting: string; children: (value: T, held: { stale: boolean; refresh: () => void }) => ReactNode }) {
  if (of.state === 'loading') return <Waiting words={waiting} />;
  if (of.state === 'failed') return <ErrorCard error={of.error} onRetry={of.retry} />;
  return <>{children(of.value, { stale: of.stale, refresh: of.refresh })}</>;
}
