import { randomBytes, scrypt, timingSafeEqual, X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { extensionSetupSchema, type ExtensionSetup, type ExtensionState } from '../../../shared/domain/extension.ts';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { findDetector } from '../../detect/detector-registry.ts';
import { thresholdOf } from '../../detect/threshold.ts';
import { trexOf } from '../../extension/live-routes.ts';
import { startExtensionServer, type ExtensionServer } from '../../extension/extension-server.ts';
import type { Scorer } from '../../extension/score-rows.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/database.ts';
import type { NewAuditEvent } from '../../store/tables/audit-table.ts';
import { keep, readKept } from '../../store/tables/setting-table.ts';
import { createScoreOnce } from '../detection/score-once.ts';
import { createLiveReading } from './live-reading.ts';

/** The endpoint for Tableau's calculated fields: its set-up, and its life. */
export interface ExtensionService {
  read(): ExtensionState;
  /** Changes the set-up and starts, restarts or ends the endpoint. A password or key that is null stays as it was. Throws `AF_EXTENSION_SETUP_INVALID`; a port that is taken is its state. */
  save(setup: ExtensionSetup): Promise<ExtensionState>;
  /** The manifest with which Tableau adds the live page to a dashboard; it holds the page's key. Throws `AF_EXTENSION_SETUP_INVALID` where the page is off. */
  trex(): { name: string; text: string };
  /** Gives the live page another key: files that were saved before no longer open it. */
  renewKey(): ExtensionState;
  /** Keeps another version of Tableau's Extensions API library for the live page, as it is; null: the one that comes with the program. Throws `AF_EXTENSION_SETUP_INVALID` where it is something else. */
  setLibrary(text: string | null): ExtensionState;
  /** Starts it where the set-up says so. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface ExtensionServices {
  store: Store;
  createDetection(): DetectionService;
  audit(event: Omit<NewAuditEvent, 'at'>): void;
  version: string;
  /** The built screens. */
  pagesFolder: string;
  /** Holds Tableau's Extensions API library. */
  tableauFolder: string;
  clock: Clock;
}

const keptSchema = z.object({ setup: extensionSetupSchema, password: z.object({ salt: z.string(), hash: z.string() }).nullable(), privateKey: z.string().nullable(), liveKey: z.string().nullable().default(null), library: z.string().nullable().default(null) });
type Kept = z.infer<typeof keptSchema>;
const place = 'extension';
const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

export function createExtensionService({ store, createDetection, audit, version, pagesFolder, tableauFolder, clock }: ExtensionServices): ExtensionService {
  let server: ExtensionServer | null = null;
  const scorer = createScoreOnce('extension', createDetection);
  let error: WorkbenchError | null = null;
  let calls = 0;
  let refused = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** What is stored, held here too: the live page asks for its key every few seconds, and the library beside it may be large. */
  let held: Kept | null = null;
  const kept = (): Kept => (held ??= keptSchema.parse(store.read((db) => readKept(db, place)) ?? { setup: {}, password: null, privateKey: null }));
  function write(now: Kept): void {
    store.write((db) => keep(db, place, now));
    held = now;
  }

  /** Each question has a detector of its own, which begins anew: an answer depends on its rows alone. */
  const scorerOf = (name: string | null): Scorer => {
    const known = name === null ? null : findDetector(name).name;
    return async (samples) => {
      const { scores, kind } = await scorer.score(known, samples);
      return { scores, threshold: thresholdOf(0.5, kind.threshold) };
    };
  };

  async function end(): Promise<void> {
    await server?.close();
    await scorer.stop();
    server = error = null;
    calls = refused = 0;
  }

  async function begin(): Promise<void> {
    const { setup, password, privateKey } = kept();
    if (!setup.enabled || password === null) return;
    try {
      server = await startExtensionServer({
        setup, version, scorerOf, live: setup.live ? { pagesFolder, key: () => kept().liveKey, library: () => kept().library ?? shippedLibrary(), detections: readDetections } : null, tls: setup.certificate === null || privateKey === null ? null : { cert: setup.certificate, key: privateKey },
        isPassword: async (given) => timingSafeEqual(await derive(given, Buffer.from(password.salt, 'base64'), 32), Buffer.from(password.hash, 'base64')),
        answered({ what, rows, status, user }) {
          if (status < 400) calls += 1;
          else refused += 1;
          if (user === 'live page') return; // every three seconds
          audit({ actor: user ?? 'unknown', action: 'extension.answer', subject: what, outcome: status < 400 ? 'done' : status === 401 ? 'refused' : 'failed', details: { rows, status } });
        },
      });
    } catch (thrown) {
      error = thrown instanceof WorkbenchError ? thrown : new WorkbenchError('AF_EXTENSION_SETUP_INVALID', 'The endpoint could not listen.', { cause: thrown });
    }
  }

  function read(): ExtensionState {
    const { setup, password, library } = kept();
    return { setup, hasPassword: password !== null, hasOwnLibrary: library !== null, state: server !== null ? 'listening' : error !== null ? 'failed' : 'off', address: server?.address ?? null, error: error && toWireError(error), calls, refused };
  }

  const readDetections = createLiveReading({ store, clock });

  const shippedLibrary = () => readFileSync(join(tableauFolder, 'tableau.extensions.1.16.0.min.js'), 'utf8');
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const own = turn.then(work);
    turn = own.catch(() => undefined);
    return own;
  };

  /** Keeps something beside the set-up, which holds from the next reading on. */
  function change(part: Partial<Kept>): ExtensionState {
    write({ ...kept(), ...part });
    return read();
  }

  return {
    read,
    save: (setup) => inTurn(async () => {
      const before = kept();
      const salt = randomBytes(16);
      const password = setup.password === null ? before.password : { salt: salt.toString('base64'), hash: (await derive(setup.password, salt, 32)).toString('base64') };
      const privateKey = setup.certificate === null ? null : (setup.privateKey ?? (setup.certificate === before.setup.certificate ? before.privateKey : null));
      checkSetup(setup, password !== null, privateKey);
      write({ ...before, setup: { ...setup, password: null, privateKey: null }, password, privateKey, liveKey: setup.live ? (before.liveKey ?? newKey()) : before.liveKey });
      await end();
      await begin();
      return read();
    }),
    trex() {
      const { setup, liveKey } = kept();
      if (!setup.enabled || !setup.live || liveKey === null) throw new WorkbenchError('AF_EXTENSION_SETUP_INVALID', 'The page of live detections is switched off.');
      return { name: 'anomalyforce-live.trex', text: trexOf({ url: `${addressOf(setup)}/live?key=${liveKey}`, version }) };
    },
    renewKey: () => change({ liveKey: newKey() }),
    setLibrary(text) {
      if (text !== null && !/\btableau\b[^]*\binitializeAsync\b/.test(text)) throw new WorkbenchError('AF_EXTENSION_SETUP_INVALID', 'The file is not Tableau\'s Extensions API library: it defines no initializeAsync.', { hint: 'Take tableau.extensions.1.latest.js from the folder lib of Tableau\'s extensions-api repository.' });
      return change({ library: text });
    },
    start: () => inTurn(begin),
    close: () => inTurn(end),
  };
}

const newKey = () => randomBytes(24).toString('base64url');

/** Where a browser finds the endpoint: Tableau allows plain HTTP for localhost alone; another machine asks by the certificate's name. */
function addressOf({ reach, port, certificate }: ExtensionSetup): string {
  if (certificate === null) return `http://localhost:${port}`;
  const name = /DNS:([^,\s]+)/.exec(new X509Certificate(certificate).subjectAltName ?? '')?.[1] ?? 'localhost';
  return `https://${reach === 'network' ? name : 'localhost'}:${port}`;
}

function checkSetup({ enabled, reach, certificate }: ExtensionSetup, hasPassword: boolean, privateKey: string | null): void {
  const refuse = (message: string): never => {
    throw new WorkbenchError('AF_EXTENSION_SETUP_INVALID', message);
  };
  if (enabled && !hasPassword) refuse('The endpoint needs a password before it is switched on.');
  if (reach === 'network' && certificate === null) refuse('The endpoint answers other machines under TLS alone: give a certificate and its key.');
  if (certificate === null) return;
  if (privateKey === null) refuse('The certificate needs its private key.');
  let belongs = false;
  try {
    belongs = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey!));
  } catch {
    refuse('Certificate and private key must be PEM, the key without a passphrase.');
  }
  if (!belongs) refuse('The private key does not belong to the certificate.');
}
