import { createHash, randomUUID } from 'node:crypto';
import type { Publication, PublicationContent, PublicationDraft, PublicationId, PublicationRow } from '../../shared/domain/publication.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/database.ts';
import { deletePublication, findPublication, listPublications, putPublication } from '../store/tables/publication-table.ts';
import { publishScopes } from './mint-token.ts';
import { publishedColumns, readPublication, type ReadAhead } from './publication-content.ts';
import type { TableauService } from './tableau-service.ts';

/** Data sources that are published in Tableau, when the analyst says so and by the hour or day; so that insights stay where the workbench does not run. */
export interface PublicationService {
  list(): PublicationRow[];
  /** Adds one (`id` null) or changes it. */
  save(id: PublicationId | null, draft: PublicationDraft): Publication;
  /** Forgets one; the data source in Tableau stays. */
  remove(id: PublicationId): void;
  /** Publishes now, whatever is there. Throws `AF_TABLEAU_*`; what failed is kept with it, too. */
  publish(id: PublicationId): Promise<Publication>;
  /** The columns of a content. */
  describe(content: PublicationContent): { name: string; type: string; doc: string }[];
  /** Hears of each that changed; null: it was removed. */
  onChange(listener: (id: PublicationId, row: PublicationRow | null) => void): () => void;
  close(): Promise<void>;
}

export interface PublicationOptions {
  store: Store;
  clock: Clock;
  tableau: Pick<TableauService, 'ask'>;
  /** What is expected of a channel after its newest sample. */
  ahead: ReadAhead;
  /** Whether what is due goes out by itself; not where the workbench lives for one command. */
  scheduled: boolean;
  /** Runs one as a long work that can be ended elsewhere, by the signal that it gives (`AF_API_CANCELLED`); hears how many rows are read, and then which part is sent. */
  listed<T>(publication: Publication, signal: AbortSignal, perform: (signal: AbortSignal, progressed: (rows: number, part: number | null) => void) => Promise<T>): Promise<T>;
  failed(error: unknown): void;
}

const everyMs = { never: null, hour: 3_600_000, day: 86_400_000 } as const;
/** After a failure: doubled from the first pause, at most the publication's own. */
const firstPauseMs = 60_000;

/** Publishes one at a time. A kill in the middle leaves the data source as it was, or replaced whole; it is published again, and replaced again by the same. */
export function createPublicationService({ store, clock, tableau, ahead, scheduled, listed, failed }: PublicationOptions): PublicationService {
  const listeners = new Set<(id: PublicationId, row: PublicationRow | null) => void>();
  const closing = new AbortController();
  const running = new Set<PublicationId>();
  let queue: Promise<unknown> = Promise.resolve();
  let cancelTimer: () => void = () => undefined;
  schedule();

  function find(id: PublicationId): Publication {
    const found = store.read((db) => findPublication(db, id));
    if (found === null) throw new WorkbenchError('AF_NOT_FOUND', 'There is no such data source to publish.');
    return found;
  }

  function tell(id: PublicationId): void {
    const publication = store.read((db) => findPublication(db, id));
    for (const listener of listeners) listener(id, publication === null ? null : { publication, running: running.has(id) });
  }

  /** Wakes for what is due next. */
  function schedule(): void {
    cancelTimer();
    if (closing.signal.aborted || !scheduled) return;
    const waiting = store.read(listPublications).filter(({ id, nextAt }) => nextAt !== null && !running.has(id));
    if (waiting.length === 0) return;
    const next = waiting.reduce((first, one) => (one.nextAt! < first.nextAt! ? one : first));
    cancelTimer = clock.after(Math.max(0, next.nextAt! - clock.now()), () => void run(next.id, false).catch(failed));
  }

  /** Publishes after those before it; `always` also what is there already. A failure by itself is only written down. */
  function run(id: PublicationId, always: boolean): Promise<Publication> {
    if (running.has(id)) throw new WorkbenchError('AF_TABLEAU_PUBLISHING', `${find(id).name} is being published already.`);
    running.add(id);
    tell(id);
    schedule();
    const done = queue.then(() => publishOne(id, always)).finally(() => {
      running.delete(id);
      if (closing.signal.aborted) return;
      tell(id);
      schedule();
    });
    queue = done.catch(() => undefined);
    return done;
  }

  async function publishOne(id: PublicationId, always: boolean): Promise<Publication> {
    const draft = find(id);
    const pause = everyMs[draft.every];
    try {
      const published = await listed(draft, closing.signal, async (signal, progressed) => {
        const { bytes, rows } = await readPublication(store, ahead, draft, clock, signal, (count) => progressed(count, null));
        const hash = createHash('sha256').update(bytes).digest('hex');
        if (draft.published?.hash === hash && !always) return draft.published;
        return { ...(await send(draft, bytes, signal, (part) => progressed(rows, part))), at: clock.now(), rows, bytes: bytes.length, hash };
      });
      return settle(draft, { published: { ...published, checkedAt: clock.now() }, failure: null, nextAt: pause === null ? null : clock.now() + pause });
    } catch (thrown) {
      if (closing.signal.aborted) throw thrown;
      if (asWorkbenchError(thrown).code === 'AF_API_CANCELLED') {
        const kept = settle(draft, { nextAt: pause === null ? null : clock.now() + pause });
        if (always) throw thrown;
        return kept;
      }
      const tries = (draft.failure?.tries ?? 0) + 1;
      settle(draft, { failure: { at: clock.now(), tries, error: toWireError(thrown) }, nextAt: pause === null ? null : clock.now() + Math.min(pause, firstPauseMs * 2 ** (tries - 1)) });
      if (always) throw thrown;
      return find(id);
    }
  }

  function send({ connectionId, name, project }: Publication, parquet: Uint8Array, signal: AbortSignal, sent: (part: number) => void): Promise<{ datasourceId: string; url: string | null }> {
    return tableau.ask(connectionId, publishScopes, async (rest, session) => {
      const projectId = project === '' ? null : await rest.findProject(session, project, signal);
      const { id, url } = await rest.publishDatasource(session, { name, projectId, parquet }, signal, sent);
      return { datasourceId: id, url };
    }, signal);
  }

  /** Writes down how it stands; what the analyst changed meanwhile stays, and what was removed stays so. */
  function settle(before: Publication, change: Partial<Publication>): Publication {
    return store.write((db) => {
      const now = findPublication(db, before.id);
      if (now === null) throw new WorkbenchError('AF_NOT_FOUND', `${before.name} was removed while it was published.`);
      const settled = { ...now, ...change, ...(targetOf(now) !== targetOf(before) && { published: null }) };
      putPublication(db, settled);
      return settled;
    });
  }

  return {
    list: () => store.read(listPublications).map((publication) => ({ publication, running: running.has(publication.id) })),
    save(id, draft) {
      const before = id === null ? null : find(id);
      const publication: Publication = {
        ...draft, id: id ?? (randomUUID() as PublicationId), createdAt: before?.createdAt ?? clock.now(), failure: null,
        published: before !== null && targetOf(before) === targetOf(draft) ? before.published : null,
        nextAt: draft.every === 'never' ? null : clock.now(),
      };
      store.write((db) => putPublication(db, publication));
      tell(publication.id);
      schedule();
      return publication;
    },
    remove(id) {
      find(id);
      store.write((db) => deletePublication(db, id));
      tell(id);
      schedule();
    },
    publish: async (id) => run(find(id).id, true),
    describe: (content) => publishedColumns[content].map(({ name, type, doc }) => ({ name, type, doc })),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      cancelTimer();
      await queue;
    },
  };
}

/** Which data source of Tableau it is. */
const targetOf = ({ connectionId, project, name }: PublicationDraft) => JSON.stringify([connectionId, project, name]);
