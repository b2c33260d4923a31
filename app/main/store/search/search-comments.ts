import type { ReadableDb } from '../database.ts';
import { holds } from './holds.ts';
import type { SearchScope } from './scope.ts';
import { mostCounted, type FoundPage, type PageOrder } from './search-anomalies.ts';

/** A comment on an incident or an anomaly, with what it is on. */
export interface FoundComment {
  on: 'incident' | 'anomaly';
  onId: string;
  /** Title of the incident, name of the anomaly's series. */
  onName: string;
  streamId: string;
  text: string;
  by: string;
  at: number;
  id: number;
}

type Row = FoundComment & { dimensions: string | null };

/** Comments that are looked through, of each of the two kinds. People write them: there are far fewer. */
const mostLooked = 20_000;

const feedback = {
  table: 'feedback', words: 'feedback_words', isComment: "comment <> ''",
  select: `SELECT 'anomaly' AS "on", anomaly_id AS onId, coalesce(anomaly.series_name, '') AS onName, anomaly.stream_id AS streamId, series.dimensions, comment AS text, actor AS "by", at, feedback.id
    FROM feedback JOIN anomaly ON anomaly.id = anomaly_id LEFT JOIN series ON series.id = anomaly.series_id`,
};
const acts = {
  table: 'incident_act', words: 'incident_act_words', isComment: "kind = 'comment' AND NOT EXISTS (SELECT 1 FROM incident_act AS later WHERE later.replaces = incident_act.id)",
  select: `SELECT 'incident' AS "on", incident_id AS onId, coalesce(json_extract(incident.body, '$.title'), '') AS onName, incident.stream_id AS streamId, NULL AS dimensions, text, actor AS "by", at, incident_act.id
    FROM incident_act JOIN incident ON incident.id = incident_id`,
};

/** Comments by a query, newest first. Their words are found in FTS5 indexes, from the beginning of each word on, whatever the accents. Throws `AF_STORE_*`. */
export function searchComments(db: ReadableDb, scope: SearchScope, { limit, cursor }: PageOrder): FoundPage<FoundComment> {
  const names = new Map<string, string>(scope.streams.map(({ id, name }) => [id, name]));
  const before = cursor === null ? null : (JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { at: number; on: string; id: number });
  const looked = [feedback, acts].map((source) => {
    const { sql, values } = commentsSql(source, scope);
    return db.prepare(sql).all(...values) as Row[];
  });
  const found = looked.flat()
    .filter((row) => before === null || byTime(before, row) < 0)
    .filter(({ dimensions, onName, streamId, by, at, on }) => holds(scope.query, {
      texts: [], stream: names.get(streamId) ?? '', by, from: at, to: at, ...(on === 'anomaly' && { series: onName, dimensions: JSON.parse(dimensions ?? '{}') as Record<string, string> }),
    }, scope, { words: false }))
    .sort(byTime);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ dimensions: _, ...comment }) => comment), count: Math.min(found.length, mostCounted), isMore: found.length > mostCounted,
    searched: looked.some((rows) => rows.length === mostLooked) ? mostLooked : null,
    cursor: found.length > limit && last !== undefined ? Buffer.from(JSON.stringify({ at: last.at, on: last.on, id: last.id })).toString('base64url') : null,
  };
}

/** SQL for the newest comments of one kind whose words are as asked. */
export function commentsSql({ table, words, isComment, select }: typeof feedback, { query }: Pick<SearchScope, 'query'>): { sql: string; values: string[] } {
  const terms = query.terms.filter((term) => term.kind === 'words');
  const matches = terms.map(({ negated }) => ` AND ${table}.id ${negated ? 'NOT ' : ''}IN (SELECT rowid FROM ${words} WHERE ${words} MATCH ?)`);
  return { sql: `${select} WHERE ${isComment}${matches.join('')} ORDER BY at DESC LIMIT ${mostLooked}`, values: terms.map(({ any }) => any.map(ftsPhrase).join(' OR ')) };
}

/** The two kinds of comments. */
export const commentSources = { feedback, acts };

/** Newest first; those of one moment in an order that stays. */
function byTime(a: { at: number; on: string; id: number }, b: { at: number; on: string; id: number }): number {
  return b.at - a.at || (a.on === b.on ? b.id - a.id : a.on < b.on ? -1 : 1);
}

/** Words in a row, the last of which may go on. */
function ftsPhrase(text: string): string {
  return `"${text.replace(/"/g, '""')}" *`;
}
