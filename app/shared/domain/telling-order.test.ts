import { expect, it } from 'vitest';
import { channelsTold, inTellingOrder } from './telling-order.ts';

const part = (name: string, share: number, observed: number | null = 2) => ({ name, share, observed, low: 1, high: 3 });
const names = (shape: 'dip' | 'missing' | 'drift', evidence: ReturnType<typeof part>[]) => inTellingOrder({ shape, evidence }).map(({ name }) => name);

it('channels outside of their band come first, by share, then those within', () => {
  expect(names('dip', [part('within', 0.5), part('far', 0.1, 90), part('out', 0.3, 4), part('also within', 0.1)])).toEqual(['out', 'far', 'within', 'also within']);
});

it('a channel outside of its band that has next to nothing of the score does not come first', () => {
  expect(names('dip', [part('a little out', 0.02, 4), part('within', 0.7), part('too', 0.28)])).toEqual(['within', 'too', 'a little out']);
});

it('what is missing or drifts is told by share alone', () => {
  expect(names('missing', [part('out', 0, 4), part('gone', 1, null)])).toEqual(['gone', 'out']);
  expect(names('drift', [part('out', 0.1, 4), part('drifts', 0.9)])).toEqual(['drifts', 'out']);
});

it('channels of several anomalies begin with those that lead one', () => {
  const of = (channel: string, share: number, observed = 2) => ({ ...part(channel, share, observed), channel });
  expect(channelsTold([{ shape: 'dip', evidence: [of('a', 0.6), of('b', 0.4, 9)] }, { shape: 'dip', evidence: [of('c', 0.9), of('b', 0.1)] }])).toEqual(['b', 'c', 'a']);
});
