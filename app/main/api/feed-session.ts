/** The most changes of one subscription that wait for credit, and about how many bytes they may hold. */
const maxWaiting = 256;
const maxWaitingBytes = 4 * 1024 * 1024;
/** The most credit that a subscriber may pile up. */
const maxCredit = 64;

/** A feed as the dispatcher sees it, whatever its method. */
export interface AnyFeed {
  snapshot(): unknown;
  onChange(listener: (change: never) => void): () => void;
}

/** What one subscription tells its connection. */
export interface FeedOutlet {
  snapshot(snapshot: unknown, revision: number): void;
  change(change: unknown, revision: number): void;
  /** The feed failed; the session has ended. */
  failed(error: unknown): void;
  /** So many changes were dropped, for a snapshot that follows. */
  dropped(count: number): void;
}

export interface FeedSession {
  /** The subscriber has dealt with so many frames more. */
  credit(count: number): void;
  end(): void;
}

/**
 * One subscription: a snapshot, then changes, each costing one credit. Changes wait where there is no credit; when too many wait they are
 * dropped and counted, and the next credit brings a new snapshot in their place. `revision` is the number of changes so far, dropped
 * ones too.
 */
export function startFeedSession(feed: AnyFeed, firstCredit: number, outlet: FeedOutlet): FeedSession {
  let credit = Math.min(firstCredit, maxCredit);
  let revision = 0;
  let waiting: { change: unknown; revision: number; bytes: number }[] = [];
  let waitingBytes = 0;
  let dropped = 0;
  let stale = true; // what the subscriber has can't be mended by changes: it needs a snapshot
  let asking = false;
  let ended = false;
  let stopFeed: () => void = () => undefined;

  function take(change: unknown): void {
    if (ended) return;
    revision++;
    if (stale) {
      dropped++;
      return;
    }
    const bytes = roughBytes(change);
    waiting.push({ change, revision, bytes });
    waitingBytes += bytes;
    pump();
    if (waiting.length <= maxWaiting && waitingBytes <= maxWaitingBytes) return;
    dropped += waiting.length;
    forgetWaiting();
    stale = true;
    pump();
  }

  function forgetWaiting(): void {
    waiting = [];
    waitingBytes = 0;
  }

  function pump(): void {
    if (ended || asking || credit === 0) return;
    if (stale) return void sendSnapshot();
    while (credit > 0 && waiting.length > 0) {
      const { change, revision: at, bytes } = waiting.shift()!;
      waitingBytes -= bytes;
      credit--;
      guard(() => outlet.change(change, at));
      if (ended) return;
    }
  }

  async function sendSnapshot(): Promise<void> {
    asking = true;
    stale = false;
    const at = revision; // changes from here on are sent after it, even if it has them already
    if (dropped > 0) outlet.dropped(dropped);
    dropped = 0;
    try {
      const snapshot = await feed.snapshot();
      if (ended) return;
      credit--;
      outlet.snapshot(snapshot, at);
    } catch (error) {
      return fail(error);
    } finally {
      asking = false;
    }
    pump();
  }

  function guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    if (ended) return;
    end();
    outlet.failed(error);
  }

  function end(): void {
    ended = true;
    forgetWaiting();
    stopFeed();
  }

  stopFeed = feed.onChange(take);
  pump();
  return {
    credit(count) {
      credit = Math.min(credit + count, maxCredit);
      pump();
    },
    end() {
      if (!ended) end();
    },
  };
}

/** About how many bytes a change holds: its arrays and texts, and a little per part. */
function roughBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let bytes = 16;
  for (const part of Object.values(value)) bytes += roughBytes(part);
  return bytes;
}
