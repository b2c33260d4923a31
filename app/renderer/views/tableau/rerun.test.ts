import { describe, expect, it } from 'vitest';
import { createRerun, restMs } from './rerun.ts';

function counted() {
  const waiting = new Set<() => void>();
  let runs = 0;
  const rerun = createRerun({ run: () => { runs += 1; }, later(ms, work) {
    expect(ms).toBe(restMs);
    waiting.add(work);
    return () => waiting.delete(work);
  } });
  const pass = () => { for (const work of [...waiting]) { waiting.delete(work); work(); } };
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
  it('does not run any more once it is stopped', () => {
    const { rerun, pass, runs } = counted();
    rerun.changed();
    rerun.stop();
    pass();
    expect(runs()).toBe(0);
  });
});
