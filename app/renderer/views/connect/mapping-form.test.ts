import { describe, expect, it } from 'vitest';
import { fieldMappingSchema } from '../../../shared/domain/stream.ts';
import { guessTimeUnit } from '../../../shared/domain/time.ts';
import { channelId, csvDecoding, mappingFaults, mappingFormOf, mappingOf, recordCount, recordKey, roleOf, spareFigures, withAnotherFigure, withBars, withChannel, withClock, withRecordKey, withRole, withTime, withZone, withoutChannel } from './mapping-form.ts';

const fields = [{ field: 'ts', examples: ['1772719200000'] }, { field: 'bed', examples: ['bed-01'] }, { field: 'hr', examples: ['76'] }, { field: 'spo2', examples: ['97'] }, { field: 'at', examples: ['2026-03-05T14:00Z'] }];
const found = mappingFormOf(fieldMappingSchema.parse({ time: { field: 'ts', unit: 'ms' }, keys: ['bed'], channels: [{ field: 'spo2', name: 'SpO2', unit: '%' }], label: null }));

describe('editing a mapping', () => {
  it('keeps channels in the order of the fields, with their names', () => {
    expect(withRole(found, 'hr', 'channel', fields).channels.map((one) => one.name)).toEqual(['hr', 'SpO2']);
  });
  it('gives the time to one field alone, with the unit it looks like', () => {
    const changed = withRole(found, 'at', 'time', fields);
    expect(changed.time).toEqual({ field: 'at', unit: 'iso' });
    expect(roleOf(changed, 'ts')).toBe('unused');
  });
  it('takes a field out of its role before', () => {
    const changed = withTime(found, 'spo2', 's');
    expect(roleOf(changed, 'spo2')).toBe('time');
    expect(changed.channels).toEqual([]);
    expect(withRole(found, 'bed', 'label', fields)).toMatchObject({ keys: [], label: 'bed' });
  });
  it('keeps the zone of times while they are written as text, and names UTC by leaving it out', () => {
    const berlin = withZone(withTime(found, 'at', 'iso'), 'Europe/Berlin');
    expect(berlin.time).toEqual({ field: 'at', unit: 'iso', zone: 'Europe/Berlin' });
    expect(withTime(berlin, 'at', 'day-first').time).toMatchObject({ zone: 'Europe/Berlin' });
    expect([withTime(berlin, 'ts', 'ms').time, withZone(berlin, 'UTC').time]).toEqual([{ field: 'ts', unit: 'ms' }, { field: 'at', unit: 'iso' }]);
  });
  it('gives the time of day a field of its own beside the day, which has no other role then', () => {
    const both = withClock(withTime(found, 'at', 'iso'), 'bed');
    expect(both).toMatchObject({ time: { field: 'at', unit: 'iso', clock: 'bed' }, keys: [] });
    expect(roleOf(both, 'bed')).toBe('time');
    expect([withZone(both, 'Europe/Berlin').time.clock, withTime(both, 'at', 'day-first').time.clock]).toEqual(['bed', 'bed']);
    for (const without of [withClock(both, null), withRole(both, 'bed', 'key', fields), withTime(both, 'hr', 'iso'), withTime(both, 'at', 'ms')]) expect(without.time).not.toHaveProperty('clock');
  });
  it('says what is missing, and gives no mapping until it is there', () => {
    const bare = withRole(withRole(found, 'ts', 'unused', fields), 'spo2', 'unused', fields);
    expect(Object.keys(mappingFaults(bare)!).sort()).toEqual(['channels', 'names', 'time']);
    expect(mappingOf(bare)).toBeNull();
    const whole = withRole(withTime(bare, null, 'receive'), 'hr', 'channel', fields);
    expect(fieldMappingSchema.parse(mappingOf(whole))).toEqual(mappingOf(whole));
  });
  it('refuses channels without a name or of the same name', () => {
    const two = withRole(found, 'hr', 'channel', fields);
    expect(mappingFaults(withChannel(two, channelId({ field: 'hr' }), { name: ' ' }))!.names).toHaveProperty([channelId({ field: 'hr' })]);
    expect(mappingFaults(withChannel(two, channelId({ field: 'hr' }), { name: 'SpO2 ' }))!.names).toHaveProperty([channelId({ field: 'spo2' })]);
  });
  it('puts the record key before the other keys, once', () => {
    const changed = withRecordKey(withRecordKey(found, true), true);
    expect(changed.keys).toEqual([recordKey, 'bed']);
    expect(withRecordKey(changed, false).keys).toEqual(['bed']);
  });
  it('gives a field several figures in bars, and one channel as it is without them', () => {
    const bars = withRole(withAnotherFigure(withBars(found, 1000), 'spo2', 'range'), recordCount, 'channel', fields);
    expect(bars.channels).toEqual([{ field: recordCount, name: 'count', unit: '', figure: 'sum' }, { field: 'spo2', name: 'SpO2', unit: '%', figure: 'last' }, { field: 'spo2', name: 'spo2 range', unit: '%', figure: 'range' }]);
    expect(fieldMappingSchema.parse(mappingOf(bars))).toEqual({ ...bars, bars: { widthMs: 1000 } });
    expect(spareFigures(bars, 'spo2')).toEqual(['mean', 'low', 'high', 'sum', 'return']);
    expect(withoutChannel(bars, channelId({ field: 'spo2', figure: 'range' })).channels).toHaveLength(2);
    expect(withBars(bars, null)).toEqual(found);
  });
  it('guesses units by magnitude', () => {
    expect(['1772719200', '1772719200000', '1772719200000000', '1772719200000000000', 'Thu'].map((one) => guessTimeUnit([one]))).toEqual(['s', 'ms', 'us', 'ns', 'iso']);
  });
  it('reads column names one a line', () => {
    expect(csvDecoding('ts\n bed \n\nhr', { delimiter: ';', decimal: ',' })).toEqual({ format: 'csv', columns: ['ts', 'bed', 'hr'], delimiter: ';', decimal: ',' });
    expect(csvDecoding(' \n', { delimiter: ',' })).toBeNull();
  });
});
