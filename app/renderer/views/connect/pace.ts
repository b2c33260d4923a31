import type { Pace } from '../../../shared/domain/stream.ts';
import type { Option } from '../../ui/select.tsx';

const offered: readonly Pace[] = ['fast', 1, 10, 60, 600, 1000];

const words = (pace: Pace) => (pace === 'fast' ? 'As fast as detection goes' : pace === 1 ? 'As it happened (1×)' : `${pace}× as fast as it happened`);

/** Paces to choose from, the one that holds among them. */
export function paceOptions(now: Pace): Option<string>[] {
  const all = offered.includes(now) ? offered : [...offered, now];
  return all.map((pace) => ({ id: String(pace), label: words(pace) }));
}

/** The pace of an option's id. */
export function paceOf(id: string): Pace {
  return id === 'fast' ? 'fast' : Number(id);
}
