import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { lengthWords } from '../../condition/words.ts';

type Mover = Pick<Anomaly, 'seriesName' | 'start'> & { channel: string };

/** Why a lag links two series: what is usual, how sure, and what it was here. `lagMs` positive: `second` comes after `first`. */
export function lagLinkWords(first: Mover, second: Mover, { lagMs, correlation, steps }: { lagMs: number; correlation: number; steps: number }): string {
  const [leader, follower] = lagMs < 0 || (lagMs === 0 && second.seriesName < first.seriesName) ? [second, first] : [first, second];
  const sure = `r ${correlation < 0 ? '−' : ''}${Math.abs(correlation).toFixed(2)} over ${steps.toLocaleString('en-US')} steps before`;
  const against = correlation < 0 ? ', the other way,' : '';
  const usual = lagMs === 0 ? `usually moves${against} at the same time as` : `usually follows${against}`;
  return `${name(follower)} ${usual} ${name(leader)}${lagMs === 0 ? '' : ` by ${lengthWords(Math.abs(lagMs))}`} (${sure}); here it began ${apart(follower.start - leader.start)}.`;
}

function name({ seriesName, channel }: Mover): string {
  return `${seriesName} ${channel}`;
}

function apart(ms: number): string {
  return ms === 0 ? 'at the same time' : `${lengthWords(Math.abs(ms))} ${ms > 0 ? 'after' : 'before'} it`;
}
