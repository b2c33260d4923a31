import { verdictGroups } from '../../../shared/search/search-fields.ts';
import type { SearchTerm, SearchTest } from '../../../shared/search/search-query.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { searchedFor } from '../tables/anomaly-table.ts';
import { spanOfTest } from './holds.ts';
import { textsOf, type SearchScope } from './scope.ts';

/** A piece of SQL over the columns of the index `anomaly_by_start`: fixed text with a mark per value, never a value in the text. */
export interface Condition {
  sql: string;
  values: (string | number)[];
}

/** A way to few anomalies by an index: a statement that gives their `start_time` and `id`, each pair once. */
export type Entrance = Condition;

/** All that a query asks of an anomaly, and indexes by which it may be entered, the likeliest to be narrow first. */
export interface AnomalyCondition extends Condition {
  entrances: Entrance[];
  /** Bounds of the start time, EpochMillis; what only reaches into a range may have begun `longest` before it. */
  from: number;
  to: number;
  /** The one stream that is asked for, where no words are: its own index holds all else. */
  stream: StreamId | null;
}

const all = (sql: string, values: (string | number)[]): Condition => ({ sql, values });
const list = (values: readonly (string | number)[]) => JSON.stringify(values);
const inList = '(SELECT value FROM json_each(?))';

/** A query's terms as SQL. `longest` is the length of the longest anomaly, in milliseconds. */
export function anomalyCondition(scope: SearchScope, longest: number): AnomalyCondition {
  const parts: Condition[] = [];
  const entrances: Entrance[] = [];
  let from = -Infinity;
  let to = Infinity;
  let stream: StreamId | null = null;
  for (const term of scope.query.terms) {
    const { sql, values, entrance } = conditionOf(term, scope);
    parts.push(all(`${term.negated ? 'NOT ' : ''}(${sql})`, values));
    if (term.negated) continue;
    if (entrance !== undefined) entrances.push(entrance);
    if (term.kind === 'words') continue;
    if (term.field === 'stream') {
      const [one, ...others] = new Set(textsOf(term.any).flatMap(scope.streamsLike));
      if (one !== undefined && others.length === 0) stream = one;
    }
    if (term.field !== 'time' && term.field !== 'last') continue;
    const spans = term.any.map((test) => spanOfTest(test, scope));
    from = Math.max(from, Math.min(...spans.map((span) => span.from ?? -Infinity)) - longest);
    to = Math.min(to, Math.max(...spans.map((span) => span.to ?? Infinity)));
  }
  return { sql: parts.map(({ sql }) => sql).join(' AND ') || '1', values: parts.flatMap(({ values }) => values), entrances, from, to, stream: scope.query.terms.some(({ kind }) => kind === 'words') ? null : stream };
}

function conditionOf(term: SearchTerm, scope: SearchScope): Condition & { entrance?: Entrance } {
  if (term.kind === 'words') return either(term.any.map((word) => wordCondition(word, scope)));
  const texts = textsOf(term.any);
  switch (term.field) {
    case 'kind': return all('1', []);
    case 'stream': {
      const ids = list(texts.flatMap(scope.streamsLike));
      return { ...all(`stream_id IN ${inList}`, [ids]), entrance: all(`SELECT start_time, id FROM anomaly INDEXED BY anomaly_by_stream WHERE stream_id IN ${inList}`, [ids]) };
    }
    case 'series':
    case 'key': {
      const ids = list(texts.flatMap((text) => (term.part === null ? scope.seriesLike(text) : scope.seriesWith(term.part, text))));
      return { ...all(`series_id IN ${inList}`, [ids]), entrance: all(`SELECT start_time, id FROM anomaly INDEXED BY anomaly_by_lane WHERE series_id IN ${inList}`, [ids]) };
    }
    case 'channel': {
      const names = list(texts.flatMap(scope.channelsLike));
      return {
        ...all(`EXISTS (SELECT 1 FROM anomaly_channel AS part WHERE part.channel IN ${inList} AND part.start_time = anomaly.start_time AND part.anomaly_id = anomaly.id)`, [names]),
        entrance: all(`SELECT DISTINCT start_time, anomaly_id AS id FROM anomaly_channel WHERE channel IN ${inList}`, [names]),
      };
    }
    case 'score': {
      const ranges = either(term.any.map((test) => rangeCondition('score', test)));
      return { ...ranges, ...(term.any.length === 1 && { entrance: all(`SELECT start_time, id FROM anomaly INDEXED BY anomaly_by_score WHERE ${ranges.sql}`, ranges.values) }) };
    }
    case 'grade': return either(term.any.map((test) => rangeCondition('grade', test)));
    case 'duration': return either(term.any.map((test) => rangeCondition('(end_time - start_time)', test)));
    case 'severity':
    case 'shape': return all(`${term.field} IN ${inList}`, [list(texts)]);
    case 'verdict': {
      const verdicts: string[] = texts.flatMap((text): readonly string[] => verdictGroups[text] ?? [text]);
      const said = list(verdicts);
      return { ...all(`coalesce(verdict, 'none') IN ${inList}`, [said]), ...(!verdicts.includes('none') && { entrance: all(`SELECT start_time, id FROM anomaly INDEXED BY anomaly_judged WHERE verdict IS NOT NULL AND verdict IN ${inList}`, [said]) }) };
    }
    case 'is': {
      const judged = { sql: 'verdict IS NOT NULL', ids: 'SELECT start_time, id FROM anomaly INDEXED BY anomaly_judged WHERE verdict IS NOT NULL' };
      const goesOn = "FROM anomaly INDEXED BY anomaly_open WHERE json_extract(body, '$.open')";
      const asked = [...(texts.includes('reviewed') ? [judged] : []), ...(texts.includes('ongoing') ? [{ sql: `id IN (SELECT id ${goesOn})`, ids: `SELECT start_time, id ${goesOn}` }] : [])];
      return { ...all(asked.map(({ sql }) => sql).join(' OR ') || '0', []), ...(asked.length > 0 && { entrance: all(asked.map(({ ids }) => ids).join(' UNION '), []) }) };
    }
    case 'time':
    case 'last': return either(term.any.map((test) => {
      const span = spanOfTest(test, scope);
      const bounds = [...(span.from === null ? [] : [all('end_time >= ?', [span.from])]), ...(span.to === null ? [] : [all('start_time <= ?', [span.to])])];
      return all(bounds.map(({ sql }) => sql).join(' AND ') || '1', bounds.flatMap(({ values }) => values));
    }));
    default: return all('0', []);
  }
}

/** A word in the names of stream and series or in the explanation. SQLite knows the case of ASCII alone: other words are looked for as typed, small and with a capital. */
function wordCondition(word: string, scope: SearchScope): Condition {
  const low = word.toLowerCase();
  const forms = /^[\x00-\x7f]*$/.test(word) ? [] : [...new Set([word, low, low.slice(0, 1).toUpperCase() + low.slice(1)])];
  const found = forms.map((form) => all(`instr(${searchedFor(word)}, ?) > 0`, [form]));
  return either([all(`instr(lower(${searchedFor(word)}), ?) > 0`, [low]), ...found, all(`stream_id IN ${inList}`, [list(scope.streamsLike(word))])]);
}

function rangeCondition(column: string, test: SearchTest): Condition {
  if (test.kind !== 'range') return all('0', []);
  const bounds = [...(test.min === null ? [] : [all(`${column} >${test.open ? '' : '='} ?`, [test.min])]), ...(test.max === null ? [] : [all(`${column} <${test.open ? '' : '='} ?`, [test.max])])];
  return all(bounds.map(({ sql }) => sql).join(' AND '), bounds.flatMap(({ values }) => values));
}

function either(conditions: readonly Condition[]): Condition {
  return all(conditions.map(({ sql }) => `(${sql})`).join(' OR '), conditions.flatMap(({ values }) => values));
}
