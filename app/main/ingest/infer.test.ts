import { describe, expect, it } from 'vitest';
import { inferPreview, type SourceSample } from './infer.ts';

function sampleOf(texts: readonly string[], more: Partial<SourceSample> = {}): SourceSample {
  return { values: texts.map((text) => new TextEncoder().encode(text)), keys: texts.map(() => null), timestamps: new Float64Array(texts.length).fill(NaN), offsets: texts.map((_text, i) => i), columns: null, delimiter: ',', saved: true, ...more };
}
const infer = (sample: SourceSample) => inferPreview(sample, { decoding: null, mapping: null });
const start = Date.UTC(2026, 0, 1);

describe('inferring how to read a source', () => {
  it('finds time, unit, keys, channels and label in JSON', () => {
    const preview = infer(sampleOf(Array.from({ length: 20 }, (_, i) => JSON.stringify({ ts: start / 1000 + i, patient: { id: `p${i % 3}` }, hr: 70 + i / 10, spo2: 97, is_anomaly: i === 3 ? 1 : 0 }))));
    expect(preview.mapping).toEqual({ time: { field: 'ts', unit: 's' }, keys: ['patient.id'], channels: [{ field: 'hr', name: 'hr', unit: '' }, { field: 'spo2', name: 'spo2', unit: '' }], label: 'is_anomaly' });
    expect(preview.fields.find(({ field }) => field === 'is_anomaly')!.reason).toContain('label');
    expect(preview).toMatchObject({ readCount: 20, failedCount: 0, doubts: [] });
    expect(preview.rows[1]).toMatchObject({ eventTime: start + 1000, series: 'p1', values: [70.1, 97], failure: null });
  });
  it('takes a numbered key for a key and says that it is in doubt', () => {
    const preview = infer(sampleOf(Array.from({ length: 40 }, (_, i) => `2026-01-${String(1 + (i % 20)).padStart(2, '0')},${i % 4},${10 + i}`), { columns: ['date', 'store', 'sales'] }));
    expect(preview.mapping).toMatchObject({ time: { field: 'date', unit: 'iso' }, keys: ['store'], channels: [{ field: 'sales' }] });
    expect(preview.fields.find(({ field }) => field === 'store')).toMatchObject({ role: 'key', doubtful: true });
  });
  it('takes a number of the record for no channel', () => {
    expect(infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${9000 + 3 * i},${start + i * 1000},${(i * 7) % 11}`), { columns: ['event_id', 'time', 'load'] })).mapping).toMatchObject({ keys: [], channels: [{ field: 'load' }] });
  });
  it('takes numbers for a key only where the name says that they tell things apart, and they do', () => {
    const rolesOf = (...names: string[]) => infer(sampleOf(Array.from({ length: 40 }, (_, i) => `${start + i * 1000},${i % 2},${i / 7}`), { columns: ['time', ...names] })).fields[1]!.role;
    for (const name of ['store', 'store_id', 'Store No', 'id_store', 'machine.number']) expect([name, rolesOf(name, 'v')]).toEqual([name, 'key']);
    for (const name of ['sensor_07', 'store_sales', 'unit_price', 'line_speed']) expect([name, rolesOf(name, 'v')]).toEqual([name, 'channel']);
    const dead = infer(sampleOf(Array.from({ length: 40 }, (_, i) => `${start + i * 1000},0.000,${i / 7}`), { columns: ['time', 'sensor', 'v'] }));
    expect(dead.mapping).toMatchObject({ keys: [], channels: [{ field: 'sensor' }, { field: 'v' }] });
  });
  it('reads bare numbers by the record\'s own key and time of receipt', () => {
    const texts = ['1.5', '2', '3.25', '4'];
    const preview = infer(sampleOf(texts, { saved: false, timestamps: Float64Array.from(texts, (_text, i) => start + i), keys: texts.map((_text, i) => new TextEncoder().encode(`k${i % 2}`)) }));
    expect(preview).toMatchObject({ decoding: { format: 'number' }, mapping: { time: { field: null, unit: 'receive' }, keys: ['$key'], channels: [{ field: 'value' }] } });
  });
  it('numbers the rows of a file without time and says so', () => {
    const preview = infer(sampleOf(['1,2', '2,3'], { columns: ['a', 'b'] }));
    expect(preview.mapping!.time).toEqual({ field: null, unit: 'row' });
    expect(preview.doubts.join()).toContain('one second apart');
  });
  it('counts the records that can not be read, with the reason beside each', () => {
    const preview = infer(sampleOf([`{"time":${start},"v":1}`, '{"time":', `{"time":${start + 1000},"v":2}`]));
    expect(preview).toMatchObject({ failedCount: 1, mapping: { time: { field: 'time', unit: 'ms' } } });
    expect(preview.rows[1]!.failure).toContain('not JSON');
    expect(preview.doubts[0]).toContain('1 of 3');
  });
  it('keeps the time where a few rows hold none, and shows those as unreadable', () => {
    const rows = Array.from({ length: 50 }, (_, i) => (i === 20 ? 'not,a,number' : `${new Date(start + i * 1000).toISOString()},press,${i}`));
    const preview = infer(sampleOf(rows, { columns: ['time', 'machine', 'load'] }));
    expect(preview).toMatchObject({ failedCount: 1, mapping: { time: { field: 'time', unit: 'iso' } } });
  });
  it('says where texts stand among the numbers of a channel, which are taken as missing', () => {
    const preview = infer(sampleOf(Array.from({ length: 40 }, (_, i) => `${start + i * 1000},${i === 7 ? 'sensor off' : i}`), { columns: ['time', 'load'] }));
    expect(preview.fields[1]).toMatchObject({ role: 'channel', reason: 'numbers, 100 % present, 1 is text', doubtful: true });
    expect(preview.doubts).toEqual(['1 of 40 values of "load" is no number and counts as missing, such as "sensor off".']);
    expect(preview.rows[7]).toMatchObject({ values: [null], failure: null });
  });
  it('shows a record that is nested too deep as unreadable', () => {
    const preview = infer(sampleOf([`{"time":${start},"v":1,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, `{"time":${start},"v":1}`, `{"time":${start},"v":2}`]));
    expect(preview).toMatchObject({ failedCount: 1, readCount: 3 });
    expect(preview.rows[0]!.failure).toContain('nested deeper');
  });
  it.each([['time', 's'], ['Time (ms)', 'ms'], ['elapsed_us', 'us']])('reads the time of a recording that counts from its beginning: %s', (name, unit) => {
    const preview = infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${i * 0.02},${Math.sin(i)}`), { columns: [name, 'ecg'] }));
    expect(preview.mapping).toMatchObject({ time: { field: name, unit }, channels: [{ field: 'ecg' }] });
    expect(preview.doubts.join()).toContain('from the beginning');
  });
  it('does not take a number for a time that stands still, falls, or is named otherwise', () => {
    const timeOf = (column: string, value: (i: number) => number) => infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${value(i)},${i % 7}`), { columns: [column, 'v'] })).mapping!.time;
    expect(timeOf('time', (i) => i % 24)).toEqual({ field: null, unit: 'row' });
    expect(timeOf('time', (i) => Math.floor(i / 2))).toEqual({ field: null, unit: 'row' });
    expect(timeOf('uptime', (i) => i)).toEqual({ field: null, unit: 'row' });
  });
  it('says that a table holds its times side by side, and that there are more channels than a stream may have', () => {
    const wide = (names: string[]) => infer(sampleOf(Array.from({ length: 12 }, (_, i) => `P${i},${names.map((_name, j) => i + j).join()}`), { columns: ['Product', ...names] })).doubts.join();
    expect(wide(Array.from({ length: 52 }, (_, i) => `W${i}`))).toContain('"W0" to "W51" look like times side by side');
    expect(wide(Array.from({ length: 9 }, (_, i) => `2026-0${i + 1}-01`))).toContain('side by side');
    expect(wide(Array.from({ length: 70 }, (_, i) => `sensor ${i}`))).toContain('70 numeric fields; the first 64');
  });
  it('reads CSV with a decimal comma where a column has one, and says so', () => {
    const sample = sampleOf(Array.from({ length: 30 }, (_, i) => `${new Date(start + i * 1000).toISOString()};${20 + i},${10 + (i % 7)};1.${200 + i},5;${100 + i}`), { columns: ['time', 'temp', 'load', 'count'], delimiter: ';' });
    const preview = infer(sample);
    expect(preview.decoding).toEqual({ format: 'csv', columns: ['time', 'temp', 'load', 'count'], delimiter: ';', decimal: ',' });
    expect(preview.mapping).toMatchObject({ time: { field: 'time', unit: 'iso' }, channels: [{ field: 'temp' }, { field: 'load' }, { field: 'count' }] });
    expect(preview.rows[1]).toMatchObject({ values: [21.11, 1201.5, 101], eventTime: start + 1000 });
    expect(preview.doubts).toEqual(['Numbers such as "20,10" are read with a decimal comma.']);
    const asTold = inferPreview(sample, { decoding: { format: 'csv', columns: ['time', 'temp', 'load', 'count'], delimiter: ';' }, mapping: null });
    expect(asTold.fields.find(({ field }) => field === 'temp')).toMatchObject({ role: 'unused', reason: 'numbers with a decimal comma, which are not read' });
  });
  it('reads days with slashes or dashes in the order that a number over 12 decides, and asks where none does', () => {
    const read = (days: string[]) => {
      const preview = infer(sampleOf(days.map((day, i) => `${day} 10:00,${i}`), { columns: ['date', 'load'] }));
      return { unit: preview.mapping!.time.unit, times: preview.rows.map(({ eventTime }) => new Date(eventTime!).toISOString().slice(0, 16)), doubts: preview.doubts };
    };
    expect(read(['05/12/2025', '31/12/2025'])).toEqual({ unit: 'day-first', times: ['2025-12-05T10:00', '2025-12-31T10:00'], doubts: [] });
    expect(read(['05-12-2025', '31-12-2025'])).toMatchObject({ unit: 'day-first', times: ['2025-12-05T10:00', '2025-12-31T10:00'] });
    expect(read(['12/05/2025', '12/31/2025'])).toEqual({ unit: 'iso', times: ['2025-12-05T10:00', '2025-12-31T10:00'], doubts: [] });
    expect(read(['05/06/2025'])).toEqual({ unit: 'iso', times: ['2025-05-06T10:00'], doubts: [expect.stringMatching(/^Days such as "05\/06\/2025 10:00" are read month first/)] });
  });
  it('takes the order of day and month by which days lie closer together where no number over 12 decides it', () => {
    const unitOf = (days: string[]) => infer(sampleOf(days.map((day, i) => `${day},${i}`), { columns: ['date', 'load'] })).mapping!.time.unit;
    expect(unitOf(['02/03/2026', '03/03/2026', '04/03/2026'])).toBe('day-first');
    expect(unitOf(['03/02/2026', '03/03/2026', '03/04/2026'])).toBe('iso');
    expect(unitOf(['11/01/2025', '12/01/2025', '01/01/2026', '02/01/2026', '03/01/2026'])).toBe('iso');
  });
  it.each([
    ['epoch', (i: number) => String(start / 1000 + 3600 * i), 's'], ['c1', (i: number) => String(start / 1000 + 60 * i), 's'], ['Date', (i: number) => (46_000 + i / 24).toFixed(6), 'excel'], ['day', (i: number) => `202603${String(1 + i).padStart(2, '0')}`, 'iso'],
  ] as const)('finds the time in numbers: %s', (name, value, unit) => {
    const preview = infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${value(i)},${(i * 7) % 11}`), { columns: [name, 'v'] }));
    expect(preview).toMatchObject({ mapping: { time: { field: name, unit }, channels: [{ field: 'v' }] }, failedCount: 0, doubts: [] });
  });
  it('takes a counter that only grows, and days of stock, for no time', () => {
    const timeOf = (column: string, value: (i: number) => number) => infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${value(i)},${i % 7}`), { columns: [column, 'v'] })).mapping!.time.field;
    expect(timeOf('bytes_total', (i) => 1.2e9 + 1000 * i * i)).toBeNull();
    expect(timeOf('price', (i) => 46_000 + i)).toBeNull();
  });
  it('keeps all that is named like a label from detectors', () => {
    const roles = infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${start + i * 1000},${i},${i % 2},${i % 2},${i % 2},${i / 7}`), { columns: ['time', 'load', 'anomaly_label', 'is_outlier', 'ground truth', 'anomaly_score'] })).fields.map(({ role }) => role);
    expect(roles).toEqual(['time', 'channel', 'label', 'unused', 'unused', 'channel']);
  });
  it('says what stands above the header, and where there is none', () => {
    const rows = ['2026-03-01T00:00:01,5', '2026-03-01T00:00:02,6', '2026-03-01T00:00:03,4'];
    expect(infer(sampleOf(rows, { columns: ['time', 'v'], above: 1 })).doubts).toEqual(['What stands above the header (1 line) is left out.']);
    expect(infer(sampleOf(rows, { columns: ['column 1', 'column 2'], isNamed: false })).doubts).toEqual([expect.stringMatching(/^The first line, "2026-03-01T00:00:01,5", holds values and is taken for a record/)]);
  });
  it('reads rows that end with a delimiter, though the header does not', () => {
    expect(infer(sampleOf(['2026-03-01T00:00:01,5,', '2026-03-01T00:00:02,6,'], { columns: ['time', 'v'] }))).toMatchObject({ failedCount: 0, mapping: { channels: [{ field: 'v' }] } });
  });
  it('reads days with slashes and years of two digits, says where they may begin with the year, and reads none that do', () => {
    const read = (...days: string[]) => {
      const preview = infer(sampleOf(days.map((day, i) => `${day},${i}`), { columns: ['date', 'load'] }));
      return [preview.mapping!.time.unit, ...preview.rows.map(({ eventTime }) => new Date(eventTime!).toISOString().slice(0, 16)), ...preview.doubts];
    };
    expect(read('1/15/26 2:05 PM', '1/16/26 2:05 PM')).toEqual(['iso', '2026-01-15T14:05', '2026-01-16T14:05']);
    expect(read('15/1/26', '16/1/26')).toEqual(['day-first', '2026-01-15T00:00', '2026-01-16T00:00']);
    expect(read('31/12/99', '1/1/00')).toEqual(['day-first', '1999-12-31T00:00', '2000-01-01T00:00']);
    expect(read('1/5/26', '1/6/26')).toEqual(['iso', '2026-01-05T00:00', '2026-01-06T00:00', expect.stringContaining('are read month first')]);
    expect(read('15/1/26 10:00', '15/1/26 11:00')).toEqual(['day-first', '2026-01-15T10:00', '2026-01-15T11:00', 'Days such as "15/1/26 10:00" are read day first with the year last, and nothing in the sample says so.']);
    expect(read('26/1/15', '26/1/16')[0]).toBe('row');
  });
  it('reads amounts with a currency sign or separators of thousands in CSV, and says so', () => {
    const preview = infer(sampleOf(['1;$2,002.84;1,250', '2;$9.10;3', '3;-$4;12,000'], { columns: ['load', 'price', 'volume'], delimiter: ';' }));
    expect(preview.mapping!.channels.map(({ field }) => field)).toEqual(['load', 'price', 'volume']);
    expect(preview.rows.map(({ values }) => values)).toEqual([[1, 2002.84, 1250], [2, 9.1, 3], [3, -4, 12_000]]);
    expect(preview.doubts).toContain('Numbers such as "$2,002.84" are read as 2002.84.');
  });
  it('reads amounts with a sign behind a decimal comma', () => {
    const preview = infer(sampleOf(['01.02.2026;1.196,12 €;12,5 %', '02.02.2026;80,00 €;7 %', '03.02.2026;(4,50 €);3,5 %'], { columns: ['Tag', 'Umsatz', 'Rabatt'], delimiter: ';' }));
    expect(preview.rows.map(({ values }) => values)).toEqual([[1196.12, 12.5], [80, 7], [-4.5, 3.5]]);
  });
  it.each([
    ['EUR 5.00', 5], ['-EUR 5.00', -5], ['5.00 EUR', 5], ['CHF 1\'200.50', 1200.5], ['1’200.50', 1200.5], ['5.5-', -5.5], ['1,200.50-', -1200.5], ['1.200,50-', -1200.5, '7,00'], ['1 200,50 EUR', 1200.5, '7,00'],
  ])('reads %s, beside plain numbers, as %d, and says so', (written, number, plain = '7') => {
    const preview = infer(sampleOf([`2026-02-01;${plain}`, `2026-02-02;${written}`, `2026-02-03;${written}`], { columns: ['day', 'amount'], delimiter: ';' }));
    expect(preview.rows.map(({ values }) => values)).toEqual([[7], [number], [number]]);
    expect(preview.doubts).toEqual([expect.stringMatching(/^Numbers such as .* are read/)]);
  });
  it('reads no words for currencies, and says where there are several', () => {
    const read = (...amounts: string[]) => infer(sampleOf(amounts.map((amount, i) => `2026-02-0${i + 1};${amount};${i}`), { columns: ['day', 'amount', 'load'], delimiter: ';' }));
    expect(read('PEN 2', 'PEN 3', 'PEN 2').fields[1]).toMatchObject({ role: 'unused', examples: ['PEN 2', 'PEN 3'] });
    expect(read('5.00 EUR', '6.00 USD', '7.00 EUR').doubts).toContainEqual(expect.stringMatching(/^"amount" holds amounts in EUR and USD/));
  });
  it('takes a comma before three digits for thousands, unless the cells are separated by semicolons', () => {
    const read = (delimiter: string) => infer(sampleOf(['1', '2', '3'].map((n) => `2026-02-0${n}${delimiter}"${n},500"`), { columns: ['day', 'visitors'], delimiter })).rows.map(({ values }) => values[0]);
    expect(read(',')).toEqual([1500, 2500, 3500]);
    expect(read(';')).toEqual([1.5, 2.5, 3.5]);
  });
  it('says of amounts in JSON that they are not read', () => {
    const preview = infer(sampleOf(['{"load":1,"price":"$2,002.84"}', '{"load":2,"price":"$9.10"}']));
    expect(preview.fields.map(({ role }) => role)).toEqual(['channel', 'unused']);
    expect(preview.doubts).toContainEqual(expect.stringMatching(/^Values such as "\$2,002\.84" of "price" have a currency sign/));
    expect(infer(sampleOf(['{"load":1,"visitors":"1,250"}', '{"load":2,"visitors":"2,500"}'])).doubts.filter((doubt) => doubt.includes('visitors'))).toEqual([expect.stringContaining('separators of thousands')]);
  });
  it('does not count what marks a missing number as present, however often it stands there', () => {
    const preview = infer(sampleOf(Array.from({ length: 20 }, (_, i) => `${i + 1}.02.2026;${i % 4 === 0 ? 'n/a' : `${i},5`}`), { columns: ['Tag', 'Puls'], delimiter: ';' }));
    expect(preview.fields[1]).toMatchObject({ role: 'channel', reason: 'numbers, 75 % present', examples: ['1.5', '2.5', '3.5'] });
    expect(preview.doubts).toEqual(['Numbers such as "1,5" are read with a decimal comma.']);
  });
  it('says that text with a decimal comma is no number, and that nothing can be scored without them', () => {
    const preview = infer(sampleOf(Array.from({ length: 30 }, (_, i) => JSON.stringify({ time: new Date(start + i * 1000).toISOString(), temp: `${20 + i},${10 + (i % 7)}` }))));
    expect(preview.mapping).toBeNull();
    expect(preview.doubts).toEqual([expect.stringMatching(/^Values such as "20,10" of "temp" have a decimal comma/), expect.stringMatching(/^No field holds numbers/)]);
  });
  it('takes text named like a key for one though a sample shows each series but twice, and none that never repeats', () => {
    const rolesOf = (name: string, series: number) => infer(sampleOf(Array.from({ length: 300 }, (_, i) => `${start + Math.floor(i / series) * 1000},m${i % series},${i}`), { columns: ['time', name, 'load'] })).fields[1];
    expect(rolesOf('machine', 150)).toMatchObject({ role: 'key', doubtful: true });
    expect(rolesOf('remark text', 150)).toMatchObject({ role: 'unused' });
    expect(rolesOf('record_id', 300)).toMatchObject({ role: 'unused' });
  });
  it('takes text named like a status for no key', () => {
    const preview = infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${new Date(start + i * 1000).toISOString()},m${i % 2},${i % 9 === 0 ? 'warn' : 'ok'},${i}`), { columns: ['time', 'machine', 'status', 'load'] }));
    expect(preview.mapping).toMatchObject({ keys: ['machine'] });
    expect(preview.fields.find(({ field }) => field === 'status')).toMatchObject({ role: 'unused', doubtful: true });
  });
  it('takes a number that tells series apart for a key, whether they stand one after the other or side by side', () => {
    const day = (i: number) => new Date(start + i * 86_400_000).toISOString().slice(0, 10);
    const after = infer(sampleOf(Array.from({ length: 90 }, (_, i) => `${day(i % 30)},${Math.floor(i / 30) + 1},${i * 7 % 11}`), { columns: ['date', 'aisle', 'sales'] }));
    expect(after).toMatchObject({ mapping: { keys: ['aisle'], channels: [{ field: 'sales' }] }, doubts: [] });
    expect(after.fields[1]).toMatchObject({ role: 'key', doubtful: true, reason: 'tells apart records of one time, 3 different values' });
    const beside = infer(sampleOf(Array.from({ length: 90 }, (_, i) => `${day(Math.floor(i / 6))},${i % 2},${Math.floor(i / 2) % 3},${i * 7 % 31}`), { columns: ['date', 'store', 'aisle', 'sales'] }));
    expect(beside).toMatchObject({ mapping: { keys: ['store', 'aisle'], channels: [{ field: 'sales' }] }, doubts: [] });
  });
  it('says where most records would be left out as late, and takes no measured number for a key', () => {
    const doubtsOf = (row: (i: number) => string) => infer(sampleOf(Array.from({ length: 60 }, (_, i) => row(i)), { columns: ['time', 'level', 'load'] }));
    const repeated = doubtsOf((i) => `${start + Math.floor(i / 3) * 1000},${(i * i) % 13},${i / 7}`);
    expect(repeated.mapping).toMatchObject({ keys: [], channels: [{ field: 'level' }, { field: 'load' }] });
    expect(repeated.doubts).toEqual([expect.stringMatching(/^67 % of these records are not newer .* Take what tells the series apart for a key, or sort the file by time\.$/)]);
  });
  it('finds days of a spreadsheet under the name of a day where they rise', () => {
    const read = (of: (i: number) => number | string) => infer(sampleOf(Array.from({ length: 60 }, (_, i) => `${of(i)},${(i * 7) % 11}`), { columns: ['day', 'load'] })).mapping;
    for (const of of [(i: number) => 44927 + i, (i: number) => (44927 + i / 24).toFixed(6), (i: number) => 44927 + Math.floor(i / 3), (i: number) => 44927 + (i * i) / 500]) expect(read(of)).toMatchObject({ time: { field: 'day', unit: 'excel' }, channels: [{ field: 'load' }] });
    for (const of of [(i: number) => 40000 + ((i * 7919) % 5000), () => 44927, (i: number) => 1 + (i % 31)]) expect(read(of)).toMatchObject({ time: { field: null }, channels: [{ field: 'day' }, { field: 'load' }] });
  });
  it('says of a file that is one JSON list how its records must stand', () => {
    for (const lines of [['[', ' {"time": 1},', ' {"time": 2}', ']'], ['[{"time":1},{"time":2}]']]) expect(infer(sampleOf(lines)).doubts).toEqual([expect.stringMatching(/^The file is one JSON list/)]);
  });
  it('says where the first line is none of names, or what stands above them', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `2026-03-01T00:00:${10 + i};${i}.5`);
    expect(infer(sampleOf(rows, { columns: ['2026-03-01T00:00:09', '0.5'], delimiter: ';' })).doubts).toEqual([expect.stringMatching(/^The first line holds values such as "2026-03-01T00:00:09"/)]);
    expect(infer(sampleOf(rows, { columns: ['Monitor 3000'], delimiter: ';' })).doubts[0]).toBe('20 of 20 records could not be read; they would go to the quarantine. The line that was taken for the header, "Monitor 3000", has another number of cells: remove what stands above the header.');
    expect(infer(sampleOf(rows, { columns: ['time', '2026'], delimiter: ';' })).doubts).toEqual([]);
  });
  it('reads a day and a time of day that stand in two columns as one time', () => {
    for (const day of ['28.03.2026', '28/03/2026', '2026-03-28 00:00:00']) {
      const preview = infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${day};${7 + Math.floor(i / 10)}:0${i % 10};${i}`), { columns: ['Datum', 'Uhrzeit', 'Puls'], delimiter: ';' }));
      expect(preview).toMatchObject({ mapping: { time: { field: 'Datum', clock: 'Uhrzeit' }, keys: [], channels: [{ field: 'Puls' }] }, doubts: [] });
      expect(new Date(preview.rows[15]!.eventTime!).toISOString()).toBe('2026-03-28T08:05:00.000Z');
      expect(preview.fields[1]).toMatchObject({ role: 'time', reason: 'time of day of the event time' });
    }
  });
  it('reads an hour of the day beside the day, and takes it for no key', () => {
    const rows = (hour: (i: number) => number) => infer(sampleOf(Array.from({ length: 72 }, (_, i) => `${5 + Math.floor(i / 24)}.01.2026;${hour(i)};${(i * 7) % 13}`), { columns: ['Datum', 'Stunde', 'Last'], delimiter: ';' }));
    for (const [first, at] of [[0, '2026-01-05T03:00'], [1, '2026-01-05T04:00']] as const) {
      const preview = rows((i) => first + (i % 24));
      expect(preview).toMatchObject({ mapping: { time: { field: 'Datum', clock: 'Stunde' }, keys: [], channels: [{ field: 'Last' }] }, failedCount: 0, doubts: [] });
      expect(new Date(preview.rows[3]!.eventTime!).toISOString().slice(0, 16)).toBe(at);
    }
  });
  it('reads no time where the time of day is missing, and one that ends in am or pm', () => {
    const preview = infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${i + 1}-03-2026,${i === 4 ? '' : '7:05pm'},${i}`), { columns: ['date', 'clock', 'load'] }));
    expect(preview).toMatchObject({ mapping: { time: { field: 'date', unit: 'day-first', clock: 'clock' } }, failedCount: 1 });
    expect(preview.rows.slice(3, 5).map(({ eventTime, failure }) => [eventTime, failure === null])).toEqual([[Date.UTC(2026, 2, 4, 19, 5), true], [null, false]]);
  });
  it('takes yes or no for no key', () => {
    expect(infer(sampleOf(Array.from({ length: 30 }, (_, i) => `${start + i * 1000},${i % 9 === 0 ? 'True' : 'False'},${i}`), { columns: ['time', 'IsHoliday', 'load'] })).mapping).toMatchObject({ keys: [], channels: [{ field: 'load' }] });
  });
  it('gives no mapping where nothing is a number', () => {
    expect(infer(sampleOf(['{"a":"x"}', '{"a":"y"}'])).mapping).toBeNull();
  });
});
