/** Keeps one thing the same on two sides: the workbench's, which `want`s, and a view's, which is `told`. */
export interface Follower<T> {
  /** What the workbench shows now. The newest is put to the view, unless it is what both already agreed on. */
  want(value: T): void;
  /** What the view says that it shows now, whoever changed it. */
  told(value: T): void;
  /** Both sides show this already: nothing is put. */
  agree(value: T): void;
  close(): void;
}

/** A view draws again for each change: not more often than this, ms. */
export const followGapMs = 400;
/** Values that were lately put to the view: while it works on one, it may still tell of those before. */
const remembered = 8;

/**
 * Follows both ways without an end to it. An echo is known by its value, never by when it comes: `put` answers what the view made of a value (it may round), and what the view tells is taken as the analyst's only where
 * that is neither what was put lately nor what came of it. `took` puts a value of the view's into the workbench and answers what the workbench shows then, which is not put back. One put at a time, the newest next.
 * What fails is told once, and not tried again before the workbench shows something else.
 */
export function createFollower<T>({ put, took, same, failed, done, after }: { put(value: T): Promise<T>; took(value: T): T; same(a: T, b: T): boolean; failed(error: unknown): void; done(): void; after(ms: number): Promise<void> }): Follower<T> {
  /** What both sides agreed on, as each of them says it; null before the first. */
  let ours: { value: T } | null = null;
  let theirs: { value: T } | null = null;
  let latest: { value: T } | null = null;
  let lately: T[] = [];
  /** What the view told while a value was on its way: told apart once it is known what came of that. */
  let held: T[] | null = null;
  /** What the workbench shows meanwhile is what it takes. */
  let isTaking = false;
  let isRunning = false;
  let isClosed = false;

  const take = (value: T) => {
    theirs = { value };
    isTaking = true;
    const shown = took(value);
    isTaking = false;
    latest = ours = { value: shown };
  };

  function hear(value: T): void {
    const known = [...lately, ...(theirs === null ? [] : [theirs.value]), ...(ours === null ? [] : [ours.value])];
    if (!isClosed && !known.some((one) => same(one, value))) take(value);
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    while (!isClosed && latest !== null && (ours === null || !same(latest.value, ours.value))) {
      const { value } = latest;
      ours = { value };
      lately = [value, ...lately].slice(0, remembered);
      held = [];
      try {
        const made = await put(value);
        theirs = { value: made };
        lately = [made, ...lately].slice(0, remembered);
        if (!isClosed) done();
      } catch (error) {
        if (!isClosed) failed(error);
      }
      const told: T | undefined = held.at(-1);
      held = null;
      if (told !== undefined) hear(told);
      await after(followGapMs);
    }
    lately = [];
    isRunning = false;
  }

  return {
    want(value) {
      if (isTaking) return;
      latest = { value };
      void run();
    },
    told(value) {
      if (held === null) hear(value);
      else held.push(value);
    },
    agree(value) {
      latest = ours = theirs = { value };
    },
    close() {
      isClosed = true;
    },
  };
}
