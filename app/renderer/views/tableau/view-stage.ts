/** Which view. */
export interface ViewAt {
  connectionId: string;
  path: string;
}

/** Where the page of a view stands. */
export interface Stage {
  /** Whether the analyst is at it, by the address: what has just been left may be drawn a moment longer. */
  isShown(): boolean;
  /** Keeps the page until what is returned is called. */
  keep(): () => void;
}

/** By what a view is told from others. */
const keyOfView = ({ connectionId, path }: ViewAt): string => JSON.stringify([connectionId, path]);

const under = new Map<string, { view: ViewAt; count: number }>();
let now: readonly ViewAt[] = [];
const listeners = new Set<() => void>();

function changed(): void {
  now = [...under.values()].map(({ view }) => view);
  for (const listener of [...listeners]) listener();
}

/** The views in which detection is under way: their pages stay, unseen, while another page is shown. */
export const viewStage = {
  get: (): readonly ViewAt[] => now,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  },
  /** Keeps a view's page until what is returned is called. */
  keep(view: ViewAt): () => void {
    const key = keyOfView(view);
    under.set(key, { view, count: (under.get(key)?.count ?? 0) + 1 });
    changed();
    return () => {
      const { count } = under.get(key)!;
      if (count > 1) under.set(key, { view, count: count - 1 });
      else under.delete(key);
      changed();
    };
  },
};

/** The pages that stand: the one that is shown, and those in which detection is under way. In an order that no change of them turns round, since a frame that is moved loads again. */
export function standing(kept: readonly ViewAt[], shown: ViewAt | null): { key: string; view: ViewAt; isShown: boolean }[] {
  const all = new Map([...kept, ...(shown === null ? [] : [shown])].map((view) => [keyOfView(view), view]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, view]) => ({ key, view, isShown: shown !== null && key === keyOfView(shown) }));
}
