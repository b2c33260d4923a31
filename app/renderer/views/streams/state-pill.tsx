import { Pill } from '../../ui/pill.tsx';
import { stateWords } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';

/** A stream's state as a pill; a capture under way is said beside it. */
export function StatePill({ row }: { row: StreamRow }) {
  const { tone, words, meaning } = stateWords(row);
  return (
    <span className="state-pills">
      <span title={meaning}><Pill tone={tone}>{words}</Pill></span>
      {row.health.capturing && <Pill tone="recording">Recording</Pill>}
    </span>
  );
}
