import { settingsSchema, type Settings } from '../../../shared/domain/settings.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** The settings, defaults where none were set. */
export function readSettings(db: ReadableDb): Settings {
  const row = db.prepare("SELECT value FROM setting WHERE name = 'settings'").get() as { value: string } | undefined;
  return settingsSchema.parse(row === undefined ? {} : JSON.parse(row.value));
}

/** Replaces them. */
export function writeSettings(db: WritableDb, settings: Settings): void {
  db.prepare("INSERT INTO setting (name, value) VALUES ('settings', ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(JSON.stringify(settings));
}

/** What is kept under a name beside the settings, as JSON; null where there is nothing. */
export function readKept(db: ReadableDb, name: string): unknown {
  const value = db.prepare('SELECT value FROM setting WHERE name = ?').pluck().get(name) as string | undefined;
  return value === undefined ? null : JSON.parse(value);
}

/** Keeps something under a name, in place of what was there. */
export function keep(db: WritableDb, name: string, value: unknown): void {
  db.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, JSON.stringify(value));
}
