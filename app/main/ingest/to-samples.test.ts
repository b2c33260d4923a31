import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Decoding, FieldMapping } from '../../shared/domain/stream.ts';
import { createSampleReader, dimensionsOf, seriesName } from './to-samples.ts';

const mapping: FieldMapping = { time: { field: 't', unit: 'ms' }, keys: ['who.id'], channels: [{ field: 'v', name: 'v', unit: '' }, { field: 'w', name: 'w', unit: '' }], label: null };
const at = Date.UTC(2026, 0, 1);
const bytes = (...texts: (string | null)[]) => ({ keys: texts.map(() => new TextEncoder().encode('k')), values: texts.map((text) => (text === null ? null : new TextEncoder().encode(text))), timestamps: Float64Array.from(texts, () => at), offsets: texts.map((_text, i) => i) });
const read = (decoding: Decoding, using: Partial<FieldMapping>, ...texts: (string | null)[]) => createSampleReader(decoding, { ...mapping, ...using })(bytes(...texts));

describe('reading samples out of records', () => {
  it('takes time, key and channels from JSON, nested fields by dots', () => {
    const rows = read({ format: 'json' }, {}, `{"t":${at},"who":{"id":"p1"},"v":1.5,"w":"2"}`);
    expect(rows).toMatchObject({ rows: 1, keys: ['["p1"]'], failures: [] });
    expect([...rows.values]).toEqual([1.5, 2]);
    expect(dimensionsOf('["p1"]', mapping)).toEqual({ 'who.id': 'p1' });
    expect(seriesName('["p1"]', 'Ward')).toBe('p1');
  });
  it('takes a channel that is missing, null or no number as NaN', () => {
    expect([...read({ format: 'json' }, {}, `{"t":${at},"v":null,"w":"?"}`).values]).toEqual([NaN, NaN]);
    expect(read({ format: 'json' }, {}, `{"t":${at},"v":"sensor off","w":"n/a"}`, `{"t":${at},"v":"7 bar","w":" "}`, `{"t":${at},"v":"7","w":true}`)).toMatchObject({ rows: 3, textCount: 2 });
  });
  it('sets records apart that are not JSON, hold no time, or are empty, and goes on', () => {
    const rows = read({ format: 'json' }, {}, '{"t":', '{"v":1}', null, '[1]', `{"t":${at},"v":1}`);
    expect(rows.rows).toBe(1);
    expect([...rows.recordIndex]).toEqual([4]);
    expect(rows.failures.map(({ recordIndex }) => recordIndex)).toEqual([0, 1, 2, 3]);
    expect(rows.failures.map(({ reason }) => reason)).toEqual([expect.stringContaining('not JSON'), 'the field "t" holds no time (ms)', expect.stringContaining('empty'), expect.stringContaining('not an object')]);
  });
  it('reads a minus as typesetters write it, and keeps dashes in text', () => {
    const one = { time: { field: 't', unit: 'iso' as const }, keys: ['place'], channels: [{ field: 'v', name: 'v', unit: '' }] };
    const { keys, values, textCount } = read({ format: 'csv', columns: ['t', 'place', 'v'], delimiter: ';' }, one, ...['−5.5', '–5', '\uff0d1e3', '–', '−5 or so'].map((v, day) => `2026-01-0${day + 1};A – 5;${v}`));
    expect([keys[0], [...values], textCount]).toEqual(['["A – 5"]', [-5.5, -5, -1000, NaN, NaN], 1]);
    expect([...read({ format: 'csv', columns: ['t', 'v'], delimiter: ';', decimal: ',' }, { ...one, keys: [] }, '2026-01-01;−1.234,50 €', '2026-01-02;€ –5').values]).toEqual([-1234.5, -5]);
  });
  it('reads CSV rows with quotes, and refuses rows of another width', () => {
    const csv: Decoding = { format: 'csv', columns: ['t', 'name', 'v'], delimiter: ',' };
    const rows = read(csv, { keys: ['name'], channels: [mapping.channels[0]!] }, `${at},"Ward, north",7`, `${at},x`);
    expect(rows).toMatchObject({ rows: 1, keys: ['["Ward, north"]'], failures: [{ recordIndex: 1, reason: '2 cells where 3 columns are expected' }] });
  });
  it('reads bare numbers at the time of receipt, keyed by the record', () => {
    const rows = read({ format: 'number' }, { time: { field: null, unit: 'receive' }, keys: ['$key'], channels: [{ field: 'value', name: 'value', unit: '' }] }, '42.5', 'x');
    expect(rows).toMatchObject({ rows: 1, keys: ['["k"]'] });
    expect([rows.times[0], rows.values[0]]).toEqual([at, 42.5]);
  });
  it.each([['s', String(at / 1000)], ['us', String(at * 1000)], ['ns', `${at}000000`], ['iso', '"2026-01-01T00:00:00Z"'], ['iso', '"2026-01-01 00:00:00"'], ['iso', '"2026-01-01T01:00:00+01:00"'], ['iso', '"2026-01-01"']] as const)('reads time in %s: %s', (unit, text) => {
    expect(read({ format: 'json' }, { time: { field: 't', unit } }, `{"t":${text}}`).times[0]).toBe(at);
  });
  describe('times that clocks tell twice', () => {
    const berlin: Partial<FieldMapping> = { time: { field: 't', unit: 'iso', zone: 'Europe/Berlin' }, keys: ['k'], channels: [mapping.channels[0]!] };
    const records = (...walls: string[]) => walls.map((wall) => { const [clock, k = 'a'] = wall.split(' '); return `{"t":"2026-10-25 ${clock}","k":"${k}"}`; });
    const utc = (times: Float64Array) => Array.from(times, (time) => new Date(time).toISOString().slice(11, 16));
    const times = (using: Partial<FieldMapping>, ...walls: string[]) => utc(read({ format: 'json' }, { ...berlin, ...using }, ...records(...walls)).times);
    it('are the first telling until the rows of a series go back, whatever their step', () => {
      expect(times({}, '01:50', '02:00', '02:10', '02:50', '02:00', '02:10', '02:50', '03:00')).toEqual(['23:50', '00:00', '00:10', '00:50', '01:00', '01:10', '01:50', '02:00']);
      expect(times({}, '01:00', '02:00', '02:00', '03:00')).toEqual(['23:00', '00:00', '01:00', '02:00']);
      expect(times({}, '02:00', '02:30', '02:00', '02:30')).toEqual(['00:00', '00:30', '01:00', '01:30']);
      expect(times({}, '02:05 a', '02:55 a', '02:05 b', '02:05 a', '02:55 b', '02:05 b')).toEqual(['00:05', '00:55', '00:05', '01:05', '00:55', '01:05']);
    });
    it('are the first telling still where a row comes a little late, and where bars sum up rows of one time', () => {
      expect(times({}, '02:20', '02:18', '02:22')).toEqual(['00:20', '00:18', '00:22']);
      expect(times({ bars: { widthMs: 60_000 } }, '02:20', '02:20', '02:22')).toEqual(['00:20', '00:20', '00:22']);
    });
    it('go on from batch to batch, and from the rows that are stored', () => {
      const batches = createSampleReader({ format: 'json' }, { ...mapping, ...berlin });
      expect([['02:10', '02:50'], ['02:10']].flatMap((walls) => utc(batches(bytes(...records(...walls))).times))).toEqual(['00:10', '00:50', '01:10']);
      const resumed = createSampleReader({ format: 'json' }, { ...mapping, ...berlin }, [{ key: '["a"]', lastTime: Date.UTC(2026, 9, 25, 0, 50) }]);
      expect(utc(resumed(bytes(...records('02:10 a', '02:10 b'))).times)).toEqual(['01:10', '00:10']);
    });
  });
  it('numbers the rows of a file that holds no time, one second each', () => {
    expect([...read({ format: 'json' }, { time: { field: null, unit: 'row' } }, '{"v":1}', '{"v":2}').times]).toEqual([Date.UTC(2000, 0, 1), Date.UTC(2000, 0, 1) + 1000]);
  });
  it('does not take inherited properties for fields', () => {
    expect(read({ format: 'json' }, { keys: ['constructor', '__proto__.x'] }, `{"t":${at},"__proto__":{"x":"own"}}`).keys).toEqual(['["","own"]']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
  it('refuses records that are nested too deep or have too many keys, whatever is read of them', () => {
    const deep = `{"t":${at},"who":{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}},"v":1}`;
    const wide = `{"t":${at},"v":1,${Array.from({ length: 10_001 }, (_, i) => `"k${i}":0`).join()}}`;
    const rows = read({ format: 'json' }, {}, deep, wide, `{"t":${at},"who":{"id":[[1]]},"v":1}`);
    expect(rows.failures).toEqual([{ recordIndex: 0, reason: 'the record is nested deeper than 32 levels' }, { recordIndex: 1, reason: 'the record has more than 10,000 keys' }]);
    expect(rows.keys).toEqual(['["[[1]]"]']);
  });
  it.each(['ms', 'iso'] as const)('sets a record apart whose time (%s) is an object or a list, and goes on', (unit) => {
    const time = unit === 'ms' ? String(at) : '"2026-01-01"';
    const rows = read({ format: 'json' }, { time: { field: 't', unit } }, '{"t":{"valueOf":1,"toString":1}}', '{"t":[{"toString":1}]}', `{"t":[${time}]}`, `{"t":${time},"v":{"valueOf":1,"toString":1},"who":{"id":{"toJSON":1,"toString":1}}}`);
    expect(rows.failures.map(({ recordIndex, reason }) => `${recordIndex}: ${reason}`)).toEqual([0, 1, 2].map((record) => `${record}: the field "t" holds no time (${unit})`));
    expect(rows).toMatchObject({ rows: 1, keys: ['["{\\"toJSON\\":1,\\"toString\\":1}"]'] });
  });
  it('never throws, whatever the bytes', () => {
    const formats: Decoding[] = [{ format: 'json' }, { format: 'number' }, { format: 'csv', columns: ['t', 'v'], delimiter: ';' }];
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), fc.constantFrom(...formats), (values, decoding) => {
      const rows = createSampleReader(decoding, mapping)({ values, keys: values.map(() => null), timestamps: new Float64Array(values.length), offsets: values.map((_value, i) => i) });
      expect(rows.rows + rows.failures.length).toBe(values.length);
    }));
  });
});
