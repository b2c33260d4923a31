import type { ReadableDb } from '../database.ts';
import { isLike, knownChannels } from './scope.ts';

/** Series whose keys are looked at. */
const mostSeries = 20_000;

/** Values of a field that the store knows and that have `typed` in them, those that begin with it first; of a field with parts and without one named, its parts. Throws `AF_STORE_*`. */
export function knownValues(db: ReadableDb, streamNames: readonly string[], { field, part, typed, limit }: { field: string; part: string | null; typed: string; limit: number }): string[] {
  const read: Record<string, () => string[]> = {
    stream: () => [...streamNames],
    series: () => db.prepare(`SELECT DISTINCT name FROM series LIMIT ${mostSeries}`).pluck().all() as string[],
    channel: () => knownChannels(db),
    owner: () => db.prepare("SELECT DISTINCT text FROM incident_act INDEXED BY incident_act_owner WHERE kind = 'owner' AND text <> ''").pluck().all() as string[],
    tag: () => db.prepare("SELECT DISTINCT text FROM incident_act INDEXED BY incident_act_tag WHERE kind = 'tagged'").pluck().all() as string[],
    by: () => db.prepare("SELECT actor FROM (SELECT actor FROM feedback WHERE comment <> '' ORDER BY at DESC LIMIT 2000) UNION SELECT actor FROM (SELECT actor FROM incident_act WHERE kind = 'comment' ORDER BY at DESC LIMIT 2000)").pluck().all() as string[],
    key: () => db.prepare(`SELECT DISTINCT ${part === null ? 'own.key' : 'own.value'} FROM (SELECT dimensions FROM series LIMIT ${mostSeries}) AS series, json_each(series.dimensions) AS own WHERE $part IS NULL OR lower(own.key) = lower($part)`).pluck().all({ part }) as string[],
  };
  const begins = (value: string) => (value.toLowerCase().startsWith(typed.toLowerCase()) ? 0 : 1);
  return (read[field]?.() ?? []).filter((value) => isLike(value, typed)).sort((a, b) => begins(a) - begins(b) || a.localeCompare(b, 'en', { numeric: true })).slice(0, limit);
}
