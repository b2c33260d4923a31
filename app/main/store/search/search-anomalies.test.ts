import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStore, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { shapes } from '../../../shared/domain/samples.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { severityOf } from '../../../shared/domain/severity.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { parseSearch } from '../../../shared/search/parse-search.ts';
import { systemClock } from '../../clock.ts';
import { addSeries } from '../tables/series-table.ts';
import { putStream } from '../tables/stream-table.ts';
import { anomalyCondition } from './anomaly-condition.ts';
import { scopeOf, type SearchScope } from './scope.ts';
import { enteredSql, searchAnomalies, steppedSql } from './search-anomalies.ts';

/* A store of 200,000 anomalies, one a minute, over 200 series of two streams: enough that a query that reads more than it has to is seen. */

const count = 200_000;
const minute = 60_000;
const now = count * minute;
const ward = 'ward' as StreamId;
const verdicts = ['true', 'false', 'expected'] as const;
let made: ReturnType<typeof makeStore>;

/** What is stored of number `n`: the even ones are of the stream “Test”; one in 1,000 was judged; one in 10,000 is of the channel “vibration”; scores are a permutation of n / count. */
const of = (n: number) => ({
  stream: n % 2 === 0 ? streamId : ward, series: 1 + (n % 200), score: ((n * 7919) % count) / count, grade: (n % 11) / 11, shape: shapes[1 + (n % 4)]!,
  verdict: n % 1000 === 0 ? verdicts[(n / 1000) % 3]! : null, channel: n % 10_000 === 0 ? 'vibration' : n % 2 === 0 ? 'load' : 'SpO2', length: n === 5 ? 3000 * minute : (n % 7) * 1000, open: n >= count - 3,
});
beforeAll(() => {
  made = makeStore();
  made.store.write((db) => {
    putStream(db, { ...stream(), id: ward, name: 'ICU Ward' });
    for (let series = 0; series < 200; series += 1) addSeries(db, { streamId: series % 2 === 0 ? streamId : ward, index: series, key: String(series), name: `bed ${series}`, dimensions: { bed: String(series), 'ward no': `W${series % 3}` }, channels: ['v'] });
    const put = db.prepare(`INSERT INTO anomaly (id, stream_id, series_id, start_time, end_time, score, grade, severity, shape, verdict, series_name, explanation, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const part = db.prepare('INSERT INTO anomaly_channel (channel, start_time, anomaly_id) VALUES (?, ?, ?)');
    for (let n = 0; n < count; n += 1) {
      const { stream: own, series, score, grade, shape, verdict, channel, length, open } = of(n);
      const explanation = n === 100 ? 'Übertemperatur reached 81.' : `${channel} reached ${n}, since 1970-01-01 00:00:00 UTC.`;
      put.run(n.toString(16).padStart(32, '0'), own, series, n * minute, n * minute + length, score, grade, severityOf(grade), shape, verdict, `bed ${series - 1}`, explanation, JSON.stringify({ id: n.toString(16).padStart(32, '0'), open }));
      part.run(channel, n * minute, n.toString(16).padStart(32, '0'));
    }
  });
}, 120_000);
afterAll(() => made.remove());

function scope(text: string): SearchScope {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return scopeOf(made.store.db, parsed.query, { now, zone: 'UTC', streams: [{ id: streamId, name: 'Test' }, { id: ward, name: 'ICU Ward' }] });
}
const search = (text: string, limit = 20, cursor: string | null = null) => searchAnomalies(made.store, systemClock, scope(text), { limit, cursor }, new AbortController().signal);
const numbers = (rows: readonly Anomaly[]) => rows.map(({ id }) => Number.parseInt(id, 16));
/** The same by looking at each. */
const among = (holds: (n: number) => boolean) => Array.from({ length: count }, (_, n) => count - 1 - n).filter(holds);

/** Each kind of query, and what it means of number n. */
const queries: [text: string, holds: (n: number) => boolean][] = [
  ['', () => true],
  ['stream:icu', (n) => of(n).stream === ward],
  ['-stream:icu', (n) => of(n).stream !== ward],
  ['series:"bed 19"', (n) => /^bed 19/.test(`bed ${of(n).series - 1}`)],
  ['key.bed:7', (n) => of(n).series === 8],
  ['key."WARD no":w1,w2 key.bed:3,4,5', (n) => [5, 6].includes(of(n).series)],
  ['channel:spo2', (n) => of(n).channel === 'SpO2'],
  ['channel:vib', (n) => of(n).channel === 'vibration'],
  ['-channel:load,spo2', (n) => of(n).channel === 'vibration'],
  ['score:>0.9', (n) => of(n).score > 0.9],
  ['score:0.5..0.501', (n) => of(n).score >= 0.5 && of(n).score <= 0.501],
  ['score:<0.001,>=0.999', (n) => of(n).score < 0.001 || of(n).score >= 0.999],
  ['grade:>=0.5 severity:medium', (n) => of(n).grade >= 0.5 && severityOf(of(n).grade) === 'medium'],
  ['severity:high,low', (n) => severityOf(of(n).grade) !== 'medium'],
  ['-shape:spike,dip', (n) => !['spike', 'dip'].includes(of(n).shape)],
  ['verdict:true', (n) => of(n).verdict === 'true'],
  ['verdict:dismissed', (n) => of(n).verdict === 'false' || of(n).verdict === 'expected'],
  ['-verdict:dismissed last:2d', (n) => n * minute + of(n).length >= now - 2880 * minute && of(n).verdict !== 'false' && of(n).verdict !== 'expected'],
  ['verdict:none', (n) => of(n).verdict === null],
  ['is:reviewed', (n) => of(n).verdict !== null],
  ['is:ongoing time:..1970-05-20', (n) => of(n).open && n < 140 * 1440],
  ['is:ongoing', (n) => of(n).open],
  ['is:reviewed,ongoing', (n) => of(n).open || of(n).verdict !== null],
  ['duration:>5s', (n) => of(n).length > 5000],
  ['last:7d', (n) => n * minute + of(n).length >= now - 7 * 1440 * minute],
  ['time:1970-01-02..1970-01-03', (n) => n * minute + of(n).length >= 1440 * minute && n < 3 * 1440],
  ['time:..1970-01-01,1970-01-05', (n) => n < 1440 || (n * minute + of(n).length >= 4 * 1440 * minute && n < 5 * 1440)],
  ['-time:1970-01-02..', (n) => n * minute + of(n).length < 1440 * minute],
  ['reached "bed 7"', (n) => `bed ${of(n).series - 1}`.includes('bed 7')],
  ['icu 77777', (n) => of(n).stream === ward && String(n).includes('77777')],
  ['utc', () => false],
  ['übertemperatur', (n) => n === 100],
  ['-reached', () => false],
  ['stream:icu channel:spo2 score:>0.9 verdict:none last:7d', (n) => of(n).stream === ward && of(n).channel === 'SpO2' && of(n).score > 0.9 && of(n).verdict === null && n * minute + of(n).length >= now - 7 * 1440 * minute],
];

describe('a query over 200,000 anomalies', () => {
  it.each(queries)('“%s” finds what each of them says of itself, newest first, and counts to a thousand', async (text, holds) => {
    const expected = among(holds);
    const first = await search(text);
    expect(numbers(first.rows)).toEqual(expected.slice(0, 20));
    expect([first.count, first.isMore, first.searched]).toEqual([Math.min(expected.length, 1000), expected.length > 1000, null]);
    if (first.cursor === null) expect(expected.length).toBeLessThanOrEqual(20);
    else expect(numbers((await search(text, 30, first.cursor)).rows)).toEqual(expected.slice(20, 50));
  });

  it.each(queries)('“%s” never reads the table from end to end: its steps are stretches of an index that holds what is asked, its entrances are indexes', (text) => {
    const { db } = made.store;
    const asked = anomalyCondition(scope(text), minute);
    const plan = (sql: string, values: readonly (string | number)[]) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail);
    const step = plan(steppedSql(asked), [...(asked.stream === null ? [] : [asked.stream]), 1, 'f', 0, '', ...asked.values, 10]).filter((detail) => /\banomaly\b/.test(detail));
    expect(step[0]).toMatch(/^SEARCH anomaly USING COVERING INDEX (anomaly_by_start \(|anomaly_by_stream \(stream_id=\? AND )\(start_time,id\)>\(\?,\?\) AND \(start_time,id\)<\(\?,\?\)\)/);
    for (const entrance of asked.entrances) {
      const read = plan(enteredSql(asked, entrance), [...entrance.values, 1, 'f', 0, 1, ...asked.values]).filter((detail) => /\banomaly\b/.test(detail));
      expect(read.length).toBeGreaterThan(0);
      for (const detail of read) expect(detail).toMatch(/^SEARCH anomaly USING (COVERING INDEX anomaly_by_(start \(start_time=\? AND id=\?|stream|lane|score)|(COVERING )?INDEX anomaly_judged)|^SCAN anomaly USING (COVERING )?INDEX anomaly_(judged|open)/);
    }
  });

  it('that would look through too many says how many of the newest it looked through, and goes on from its page', async () => {
    const bounds = { entered: 10, step: 1000, walked: 3000 };
    const found = await searchAnomalies(made.store, systemClock, scope('verdict:false'), { limit: 1, cursor: null }, new AbortController().signal, bounds);
    expect([numbers(found.rows), found.count, found.searched]).toEqual([[199_000], 1, 3000]);
    const next = await searchAnomalies(made.store, systemClock, scope('duration:>5s'), { limit: 5, cursor: null }, new AbortController().signal, bounds);
    expect([next.count, next.searched]).toEqual([Math.floor(3000 / 7) + 1, 3000]);
  });

  it('ends where its caller has gone', async () => {
    const gone = new AbortController();
    gone.abort();
    await expect(searchAnomalies(made.store, systemClock, scope('-reached'), { limit: 5, cursor: null }, gone.signal)).rejects.toThrow();
  });
});
