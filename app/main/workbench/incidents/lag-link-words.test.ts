import { expect, it } from 'vitest';
import { lagLinkWords } from './lag-link-words.ts';

const flow = { seriesName: 'pump 3', channel: 'flow', start: 10_000 };
const heat = { seriesName: 'bearing 7', channel: 'heat', start: 53_000 };

it('says what usually follows what, by how much, how sure that is, and how it was here', () => {
  const words = 'bearing 7 heat usually follows pump 3 flow by 40 seconds (r 0.71 over 1,000 steps before); here it began 43 seconds after it.';
  expect(lagLinkWords(flow, heat, { lagMs: 40_000, correlation: 0.71, steps: 1000 })).toBe(words);
  expect(lagLinkWords(heat, flow, { lagMs: -40_000, correlation: 0.71, steps: 1000 })).toBe(words);
  expect(lagLinkWords(flow, { ...heat, start: 9_000 }, { lagMs: 2_000, correlation: -0.5, steps: 1000 })).toBe('bearing 7 heat usually follows, the other way, pump 3 flow by 2 seconds (r −0.50 over 1,000 steps before); here it began 1 second before it.');
  expect(lagLinkWords(flow, { ...heat, start: 10_000 }, { lagMs: 0, correlation: 0.5, steps: 1000 })).toBe('pump 3 flow usually moves at the same time as bearing 7 heat (r 0.50 over 1,000 steps before); here it began at the same time.');
});
