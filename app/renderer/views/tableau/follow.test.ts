import { describe, expect, it } from 'vitest';
import { createFollower } from './follow.ts';

/** Two sides of whole numbers. The view rounds down to tens, tells of each change, and works as long as `hold` keeps it. */
function sides(options: { fails?: boolean } = {}) {
  const state = { workbench: 0, view: 0, puts: [] as number[], failures: 0, held: [] as (() => void)[], isHeld: false };
  const settle = () => new Promise<void>((resolve) => { setImmediate(resolve); });
  const follower = createFollower<number>({
    async put(value) {
      state.puts.push(value);
      if (state.isHeld) await new Promise<void>((resolve) => { state.held.push(resolve); });
      if (options.fails === true) throw new Error('refused');
      state.view = Math.floor(value / 10) * 10;
      follower.told(state.view);
      return state.view;
    },
    took(value) {
      state.workbench = value;
      follower.want(value);
      return value;
    },
    same: (a, b) => a === b, failed: () => { state.failures += 1; }, done: () => undefined, after: settle,
  });
  const set = (value: number) => {
    state.workbench = value;
    follower.want(value);
  };
  const analyst = (value: number) => {
    state.view = value;
    follower.told(value);
  };
  const rest = async () => { for (let k = 0; k < 8; k += 1) await settle(); };
  return { state, follower, set, analyst, rest };
}

describe('two sides in step', () => {
  it('puts what the workbench shows once, and takes no echo for a change, rounded or late', async () => {
    const { state, follower, set, rest } = sides();
    set(47);
    await rest();
    follower.told(40);
    follower.told(47);
    set(47);
    await rest();
    expect(state).toMatchObject({ workbench: 47, view: 40, puts: [47] });
  });
  it('takes what the analyst changes in the view, and does not put it back', async () => {
    const { state, set, analyst, rest } = sides();
    set(47);
    await rest();
    analyst(80);
    await rest();
    expect(state).toMatchObject({ workbench: 80, view: 80, puts: [47] });
    set(47);
    await rest();
    expect(state).toMatchObject({ workbench: 47, view: 40, puts: [47, 47] });
  });
  it('puts the newest alone of many changes while the view works, and is not led back by what it tells of those before', async () => {
    const { state, follower, set, rest } = sides();
    state.isHeld = true;
    for (const value of [11, 22, 33, 44]) set(value);
    await rest();
    expect(state.puts).toEqual([11]);
    state.isHeld = false;
    state.held.forEach((go) => go());
    await Promise.resolve();
    await rest();
    expect(state.puts).toEqual([11, 44]);
    follower.told(40);
    await rest();
    expect(state).toMatchObject({ workbench: 44, view: 40, puts: [11, 44] });
  });
  it('ignores the echo of an earlier value while a later one is on its way', async () => {
    const { state, follower, set, rest } = sides();
    set(11);
    await Promise.resolve();
    state.isHeld = true;
    set(44);
    while (state.puts.length < 2) await rest();
    follower.told(10);
    expect(state.workbench).toBe(44);
    state.held.forEach((go) => go());
    await rest();
    expect(state).toMatchObject({ workbench: 44, puts: [11, 44] });
  });
  it('says once that the view refuses, and tries again only with another value', async () => {
    const { state, set, rest } = sides({ fails: true });
    set(11);
    set(11);
    await rest();
    expect(state).toMatchObject({ failures: 1, puts: [11] });
    set(22);
    await rest();
    expect(state).toMatchObject({ failures: 2, puts: [11, 22] });
  });
  it('puts nothing where both show the same already', async () => {
    const { state, follower, set, rest } = sides();
    follower.agree(30);
    set(30);
    await rest();
    expect(state.puts).toEqual([]);
    set(47);
    await rest();
    expect(state.puts).toEqual([47]);
  });
  it('does nothing any more once it is closed', async () => {
    const { state, follower, set, analyst, rest } = sides();
    set(11);
    await rest();
    follower.close();
    analyst(70);
    set(99);
    await rest();
    expect(state).toMatchObject({ workbench: 99, puts: [11] });
  });
});
