import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { standInId, standInViews } from '../../shared/domain/sample-views.ts';
import type { EmbedToken, TableauConnection, TableauConnectionDraft, TableauConnectionId, TableauStep, TableauView } from '../../shared/domain/tableau.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/database.ts';
import { deleteTableauConnection, listTableauConnections, putTableauConnection, readTableauSecret } from '../store/tables/tableau-connection-table.ts';
import { keep, readKept } from '../store/tables/setting-table.ts';
import { checkConnection } from './check-connection.ts';
import { embedScopes, mintToken, readScopes } from './mint-token.ts';
import { samplePicture } from './sample-picture.ts';
import { createTableauRest, type Credentials, type TableauRest, type TableauSession } from './tableau-rest.ts';
import { createViewPictures, type ViewPictures } from './view-pictures.ts';
import { createViewServer } from './view-server.ts';

/** Connections to Tableau Server and Cloud: kept with their secrets, tried, and asked for views, pictures and tokens. Secrets never leave it. */
export interface TableauService {
  list(): TableauConnection[];
  /** Adds one (`id` null) or changes it. A secret that is left out stays as it was, for the same address, site and app alone. */
  save(id: TableauConnectionId | null, draft: TableauConnectionDraft): TableauConnection;
  remove(id: TableauConnectionId): void;
  /** Tries a draft, step by step; `id` names the connection whose secret stands in where the draft has none. */
  check(id: TableauConnectionId | null, draft: TableauConnectionDraft, signal?: AbortSignal): Promise<TableauStep[]>;
  /** Views whose name or workbook has all the words of `text`, by workbook and name, at most `limit`; `total` is how many match. The list is asked for anew once it is a few minutes old. */
  views(id: TableauConnectionId, text: string, limit: number, signal?: AbortSignal): Promise<{ views: TableauView[]; total: number }>;
  /** The picture of a view, PNG; null where Tableau gives none. */
  picture(id: TableauConnectionId, viewId: string, signal?: AbortSignal): Promise<Uint8Array | null>;
  /** A token to open views with; only a connected app gives one. */
  embedToken(id: TableauConnectionId): Promise<EmbedToken>;
  /** Signs in for these scopes, asks, and signs out. */
  ask<T>(id: TableauConnectionId, scopes: readonly string[], question: (rest: TableauRest, session: TableauSession) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** The address of the isolated page in which views of a connection, or of the stand-in, are shown. */
  frameOf(id: TableauConnectionId, library: 'own' | 'server'): Promise<string>;
  /** The origin of those pages, whichever connection; null where nothing can be served. */
  frameOrigin(): Promise<string | null>;
  close(): Promise<void>;
}

/** How long a list of views serves, and a session that was opened for it: Tableau's own last for hours. */
const listLifeMs = 5 * 60_000;
/** A site with more views than this is searched by its first ones alone, and says how many there are. */
const mostViews = 10_000;
/** Where views' pages are served from, unless it is taken: a connected app's domain allow-list names it. */
const portPlace = 'tableau-view-port';
const portSchema = z.number().int().min(1).max(65_535).nullable().transform((port) => port ?? 7411);

interface Listing {
  session: TableauSession;
  views: TableauView[];
  pictures: ViewPictures;
  until: number;
}

/** `viewFolder` is where the isolated page was built to. */
export function createTableauService(store: Store, clock: Clock, viewFolder: string): TableauService {
  const views = createViewServer({
    folder: viewFolder,
    serverOf: (id) => store.read(listTableauConnections).find((one) => one.id === id) ?? null,
    port: { read: () => portSchema.parse(store.read((db) => readKept(db, portPlace))), keep: (port) => store.write((db) => keep(db, portPlace, port)) },
  });
  const listings = new Map<TableauConnectionId, Promise<Listing>>();

  function find(id: TableauConnectionId): TableauConnection {
    const found = store.read(listTableauConnections).find((one) => one.id === id);
    if (found === undefined) throw new WorkbenchError('AF_NOT_FOUND', `There is no connection ${id} to Tableau.`);
    return found;
  }

  /** The secret of a draft: its own, else the stored one. Throws `AF_TABLEAU_SECRET_REQUIRED` where that was given for something else. */
  function secretOf(id: TableauConnectionId | null, draft: TableauConnectionDraft): string | null {
    if (draft.signIn.kind === 'view') return null;
    if (draft.signIn.secret !== null) return draft.signIn.secret;
    const before = id === null ? null : find(id);
    if (before === null || purposeOf(before) !== purposeOf(draft)) throw new WorkbenchError('AF_TABLEAU_SECRET_REQUIRED', `There is no secret yet for ${draft.name} at ${draft.address}.`);
    return store.read((db) => readTableauSecret(db, id!));
  }

  async function credentialsOf({ signIn }: TableauConnectionDraft, secret: string | null, scopes: readonly string[] = readScopes): Promise<Credentials | null> {
    if (signIn.kind === 'view' || secret === null) return null;
    if (signIn.kind === 'token') return { personalAccessTokenName: signIn.name, personalAccessTokenSecret: secret };
    return { jwt: (await mintToken({ ...signIn, secret }, scopes, clock.now())).token };
  }

  /** Null where nothing can be served: opening a view says why. */
  const frameOrigin = () => views.origin().catch(() => null);

  async function open(id: TableauConnectionId, scopes: readonly string[], signal?: AbortSignal): Promise<{ rest: TableauRest; session: TableauSession }> {
    const connection = find(id);
    const credentials = await credentialsOf(connection, store.read((db) => readTableauSecret(db, id)), scopes);
    if (credentials === null) throw new WorkbenchError('AF_TABLEAU_NO_SIGN_IN', `${connection.name} has nothing to sign in to Tableau with.`);
    const rest = createTableauRest(connection);
    const { apiVersion } = await rest.serverInfo(signal);
    return { rest, session: await rest.signIn(apiVersion, credentials, signal) };
  }

  async function readListing(id: TableauConnectionId, signal?: AbortSignal): Promise<Listing> {
    const { rest, session } = await open(id, readScopes, signal);
    const { views } = await rest.views(session, mostViews, signal);
    views.sort((a, b) => a.workbook.localeCompare(b.workbook) || a.name.localeCompare(b.name));
    return { session, views, pictures: createViewPictures((view) => rest.previewImage(session, view)), until: clock.now() + listLifeMs };
  }

  /** The list of views; one that fails, or is old, is asked for anew. */
  async function listing(id: TableauConnectionId, signal?: AbortSignal): Promise<Listing> {
    const held = await listings.get(id);
    if (held !== undefined && clock.now() < held.until) return held;
    if (held !== undefined) forget(id);
    const asked = listings.get(id) ?? readListing(id, signal);
    listings.set(id, asked);
    asked.catch(() => listings.delete(id));
    return asked;
  }

  function forget(id: TableauConnectionId): void {
    const held = listings.get(id);
    listings.delete(id);
    void held?.then(({ session }) => createTableauRest(find(id)).signOut(session)).catch(() => undefined);
  }

  return {
    list: () => store.read(listTableauConnections),
    save(id, draft) {
      const secret = secretOf(id, draft);
      const connection: TableauConnection = { ...withoutSecret(draft), id: id ?? (randomUUID() as TableauConnectionId), createdAt: id === null ? clock.now() : find(id).createdAt };
      if (id !== null) forget(id);
      store.write((db) => putTableauConnection(db, connection, secret));
      return connection;
    },
    remove(id) {
      find(id);
      forget(id);
      store.write((db) => deleteTableauConnection(db, id));
    },
    async check(id, draft, signal) {
      const secret = secretOf(id, draft);
      return checkConnection(draft, createTableauRest(draft), { credentials: () => credentialsOf(draft, secret), origin: await frameOrigin(), clock }, signal);
    },
    async views(id, text, limit, signal) {
      const { views } = id === standInId ? { views: standInViews } : await listing(id, signal);
      const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
      const found = views.filter(({ name, workbook }) => words.every((word) => `${workbook} ${name}`.toLowerCase().includes(word)));
      return { views: found.slice(0, limit), total: found.length };
    },
    async picture(id, viewId, signal) {
      if (id === standInId) return standInViews.some((view) => view.id === viewId) ? samplePicture(`/${viewId}`) : null;
      const { views, pictures } = await listing(id, signal);
      const view = views.find((one) => one.id === viewId);
      if (view === undefined) throw new WorkbenchError('AF_NOT_FOUND', `There is no view ${viewId} in the list of ${find(id).name}.`);
      return pictures.read(view);
    },
    async embedToken(id) {
      const { name, signIn } = find(id);
      const secret = store.read((db) => readTableauSecret(db, id));
      if (signIn.kind !== 'connected-app' || secret === null) throw new WorkbenchError('AF_TABLEAU_NO_SIGN_IN', `${name} has no connected app that could sign a token for a view.`, { hint: 'Sign in within the view.' });
      return mintToken({ ...signIn, secret }, embedScopes, clock.now());
    },
    async ask(id, scopes, question, signal) {
      const { rest, session } = await open(id, scopes, signal);
      try {
        return await question(rest, session);
      } finally {
        await rest.signOut(session);
      }
    },
    async frameOf(id, library) {
      if (id !== standInId) find(id);
      return views.addressOf(id, library);
    },
    frameOrigin,
    async close() {
      await views.close();
      const held = [...listings].map(async ([id, one]) => createTableauRest(find(id)).signOut((await one).session));
      listings.clear();
      await Promise.allSettled(held);
    },
  };
}

/** What a secret was given for: it goes nowhere else. */
function purposeOf({ address, site, signIn }: TableauConnectionDraft): string {
  return JSON.stringify([address, site, signIn.kind, signIn.kind === 'connected-app' ? [signIn.clientId, signIn.secretId] : signIn.kind === 'token' ? signIn.name : '']);
}

function withoutSecret(draft: TableauConnectionDraft): TableauConnectionDraft {
  return { ...draft, signIn: draft.signIn.kind === 'view' ? draft.signIn : { ...draft.signIn, secret: null } };
}
