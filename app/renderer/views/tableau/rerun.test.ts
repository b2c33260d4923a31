import { describe, expect, it } from 'vitest';
import { createRerun, longestMs, restMs } from './rerun.ts';

function counted() {
  const waiting = new Map<() => void, number>();
  let runs = 0;
  let now = 0;
  const rerun = createRerun({ run: () => { runs += 1; }, later(ms, work) {
    const own = () => work();
    waiting.set(own, now + ms);
    return () => waiting.delete(own);
  } });
  const pass = (ms = restMs) => {
    now += ms;
    for (const [work, at] of [...waiting]) if (at <= now && waiting.delete(work)) work();
  };
  return { rerun, pass, runs: () => runs };
}

describe('judging again by itself', () => {
  it('waits until the data is at rest, and runs once for several changes', () => {
    const { rerun, pass, runs } = counted();
    rerun.changed();
    rerun.changed();
    rerun.changed();
    expect(runs()).toBe(0);
    pass();
    pass();
    expect(runs()).toBe(1);
    rerun.changed();
    pass();
    expect(runs()).toBe(2);
  });
  it('runs now and then where the data never rests', () => {
    const { rerun, pass, runs } = counted();
    for (let at = 0; at < 3 * longestMs; at += restMs / 3) {
      rerun.changed();
      pass(restMs / 3);
    }
    expect(runs()).toBe(3);
  });
  it('does not run any more once it is stopped', () => {
    const { rerun, pass, runs } = counted();
    rerun.changed();
    rerun.stop();
    pass();
    expect(runs()).toBe(0);
  });
});
