import type { Stream, StreamHealth } from '../../../shared/domain/stream.ts';
import { plural } from '../../../shared/counts.ts';
import { ErrorCard, Notice } from '../../ui/states.tsx';

export interface StreamRow { stream: Stream; health: StreamHealth }

/** What stands between a stream and its charts, in words; nothing where all is well. */
export function StreamNote({ row: { health } }: { row: StreamRow }) {
  if (health.error !== null && (health.state === 'failed' || health.state === 'waiting')) return <ErrorCard error={health.error} />;
  if (health.warmingUpCount > 0) return <Notice title={`${plural(health.warmingUpCount, 'series', 'series')} of ${health.seriesCount} warming up`}>A score is given once a series has shown what is normal for it; until then only its values are drawn.</Notice>;
  return null;
}
