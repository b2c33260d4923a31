import type { StreamHealth } from '../../../shared/domain/stream.ts';
import { durationWords } from '../../charts/words.ts';
import { useNow } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import type { Tone } from '../../ui/pill.tsx';

const words: Record<StreamHealth['state'], [tone: Tone, words: string]> = {
  idle: ['plain', 'Stopped'], connecting: ['busy', 'Connecting'], running: ['good', 'Live'], held: ['busy', 'Held back'], paused: ['plain', 'Paused'],
  waiting: ['warn', 'Waiting to try again'], finished: ['plain', 'Read to its end'], failed: ['bad', 'Failed'],
};

/** How fresh what is drawn is: the stream's state, and how long ago its last record came. */
export function FreshnessBadge({ health, live }: { health: StreamHealth; live: boolean }) {
  const now = useNow(1000);
  const [tone, state] = health.state === 'running' && !live ? ['busy' as const, 'Being read'] : words[health.state];
  const age = health.lastReceiveTime === null ? null : Math.max(0, now - health.lastReceiveTime);
  const said = age === null ? 'no record yet' : age < 2000 ? 'just now' : `${durationWords(age)} ago`;
  return <Pill tone={tone}>{state}{health.state !== 'finished' && ` · ${said}`}</Pill>;
}
