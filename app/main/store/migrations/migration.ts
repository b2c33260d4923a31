import type Database from 'better-sqlite3';

/** One step of the schema. Numbered in tens; `up` runs in a transaction of its own. */
export interface Migration {
  version: number;
  up(db: Pick<Database.Database, 'exec' | 'prepare'>): void;
}
