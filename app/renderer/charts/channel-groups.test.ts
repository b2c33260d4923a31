import { expect, it } from 'vitest';
import { groupChannels, heardChannel } from './channel-groups.ts';

it('puts channels of one unit into one plot and the others each into their own', () => {
  const units = new Map([['bid', 'EUR'], ['volume', 'shares'], ['ask', 'EUR']]);
  expect(groupChannels(['bid', 'volume', 'ask', 'flag'], units)).toEqual([
    { unit: 'EUR', channels: [0, 2] }, { unit: 'shares', channels: [1] }, { unit: '', channels: [3] },
  ]);
});

it('shares plots among many channels, leaving none out', () => {
  const names = Array.from({ length: 26 }, (_, i) => `sensor ${i}`);
  const groups = groupChannels(names, new Map());
  expect(groups.length).toBeLessThanOrEqual(6);
  expect(groups.flatMap((group) => group.channels)).toEqual(names.map((_, i) => i));
});

it('the channel is heard that leads those that are drawn, until another is chosen', () => {
  const channels = ['bid', 'volume', 'ask'];
  expect([heardChannel(channels, null), heardChannel(channels, null, ['ask', 'bid']), heardChannel(channels, 1, ['ask']), heardChannel(channels, 7, ['ask'])]).toEqual([0, 2, 1, 2]);
});
