import Database from 'better-sqlite3';
import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { migrate } from './migrations/migrations.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** What a query may be given: reading only. */
export type ReadableDb = Pick<Database.Database, 'prepare'> & { readonly [readable]: true };
/** What a write may be given. A function that takes one says in its signature that it writes. */
export type WritableDb = ReadableDb & Pick<Database.Database, 'exec'> & { readonly [writable]: true };

/** The one open store of a data folder. */
export interface Store {
  readonly db: WritableDb;
  /** Runs `work` in one transaction: all of it or nothing. SQLite's faults come out as `AF_STORE_*`. */
  write<T>(work: (db: WritableDb) => T): T;
  /** Runs a query; SQLite's faults come out as `AF_STORE_*`. */
  read<T>(work: (db: ReadableDb) => T): T;
  /** Runs a query that is read as it is asked for; SQLite's faults come out as `AF_STORE_*`, with whichever item they come. */
  iterate<T>(work: (db: ReadableDb) => Iterable<T>): Generator<T, void>;
  /** Bytes of the store's file, the write-ahead log left out. */
  bytes(): number;
  /** Bytes of the write-ahead log: what is not in the file yet, and room that is written over. None after a close. */
  logBytes(): number;
  /** Of these, those that hold nothing: they are filled again, or given back to the disk by `incremental_vacuum`. */
  freeBytes(): number;
  /** "ok", or what SQLite found wrong. */
  check(): string;
  close(): void;
}

/** The cipher, by its name in SQLite3MultipleCiphers: AEGIS-256 is authenticated, and the fastest of those measured (ADR 5). */
export const cipherName = 'aegis';

/** What each connection must have; asserted at open, since some are security settings (temporary files are not encrypted). */
const pragmas: readonly [name: string, value: string, reads: unknown][] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['temp_store', 'MEMORY', 2],
  ['secure_delete', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
];

/** Filters make texts of their own: past this many, statements are compiled anew. */
const mostCompiled = 500;

/**
 * Opens `store.db` in a data folder with a 32-byte key, making it on the first start, and brings it to the newest schema. One process at a time:
 * throws `AF_STORE_LOCKED` where another holds it, `AF_STORE_KEY_WRONG`, `AF_STORE_CORRUPT`, `AF_STORE_VERSION_TOO_NEW`.
 */
export function openStore(folder: string, key: Uint8Array): Store {
  const file = join(folder, 'store.db');
  const existed = existsSync(file);
  const db = guard(() => new Database(file, { timeout: 250 }));
  try {
    db.pragma(`cipher='${cipherName}'`);
    db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    // Exclusive from the first read on, so that a second program is told at once.
    db.pragma('locking_mode=EXCLUSIVE');
    if (!existed) db.pragma('auto_vacuum=INCREMENTAL');
    guard(() => db.exec('BEGIN EXCLUSIVE; COMMIT'), existed);
    for (const [name, value, reads] of pragmas) {
      db.pragma(`${name}=${value}`);
      const found = db.pragma(name, { simple: true });
      if (found !== reads) throw new WorkbenchError('AF_STORE_CORRUPT', `SQLite's ${name} is ${String(found)}, not ${String(reads)}.`);
    }
    db.pragma('journal_size_limit=67108864');
    // 32 MiB: samples that are packed before a checkpoint comes never reach the file.
    db.pragma('wal_autocheckpoint=8000');
    db.pragma('cache_size=-65536');
    for (const end of ['', '-wal']) if (existsSync(file + end)) chmodSync(file + end, 0o600);
    guard(() => migrate(db), existed);
  } catch (error) {
    db.close();
    throw error;
  }
  // Compiled once each: a batch runs some of them hundreds of times.
  const compiled = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    let statement = compiled.get(sql);
    if (statement === undefined) {
      if (compiled.size >= mostCompiled) compiled.clear();
      statement = db.prepare(sql);
      compiled.set(sql, statement);
    }
    return statement;
  };
  const figure = (pragma: string) => Number(db.pragma(pragma, { simple: true }));
  const typed = { prepare, exec: (sql: string) => db.exec(sql) } as unknown as WritableDb;
  return {
    db: typed,
    write: (work) => guard(() => db.transaction(() => work(typed)).immediate()),
    read: (work) => guard(() => work(typed)),
    *iterate(work) {
      const items = guard(() => work(typed)[Symbol.iterator]());
      for (let next = guard(() => items.next()); next.done !== true; next = guard(() => items.next())) yield next.value;
    },
    bytes: () => figure('page_count') * figure('page_size'),
    logBytes: () => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    freeBytes: () => figure('freelist_count') * figure('page_size'),
    check: () => guard(() => String(db.pragma('integrity_check(1)', { simple: true }))),
    close: () => db.close(),
  };
}

/** SQLite's codes as ours. `NOTADB` on a store that was there before means that the key is another one. */
function guard<T>(work: () => T, existed = false): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof WorkbenchError || !(cause instanceof Database.SqliteError)) throw cause;
    const { code } = cause;
    const fail = (name: ConstructorParameters<typeof WorkbenchError>[0], message: string) => new WorkbenchError(name, message, { cause, details: { sqlite: code } });
    if (code === 'SQLITE_FULL') throw fail('AF_STORE_FULL', 'The disk is full: the store can\'t grow.');
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) throw fail('AF_STORE_LOCKED', 'Another program holds this data folder.');
    if (code === 'SQLITE_NOTADB') throw fail(existed ? 'AF_STORE_KEY_WRONG' : 'AF_STORE_CORRUPT', 'The store does not open with this key.');
    if (code.startsWith('SQLITE_CORRUPT')) throw fail('AF_STORE_CORRUPT', 'The store is damaged.');
    if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) throw fail('AF_STORE_WRITE_FAILED', `The store can't be written (${code}).`);
    throw cause;
  }
}
