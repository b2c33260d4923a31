import { describe, expect, it } from 'vitest';
import type { Preview } from '../../../../shared/api/views.ts';
import { mappingFrom } from './mapping-options.ts';

const fields = (['at', 'site', 'load', 'heat', 'fault'] as const).map((field) => ({ field, examples: field === 'at' ? ['1772719200'] : ['1'] })) as unknown as Preview['fields'];
const channel = (field: string) => ({ field, name: field, unit: '' });
const inferred: Preview['mapping'] = { time: { field: null, unit: 'row' }, keys: ['site'], channels: [channel('at'), channel('load'), channel('heat')], label: 'fault' };

describe('a mapping in words of the command line', () => {
  it('takes what is told and leaves the rest as it was inferred, each field with one meaning', () => {
    expect(mappingFrom({ mapping: inferred, fields }, { time: 'at' }, false)).toEqual({ time: { field: 'at', unit: 's' }, keys: ['site'], channels: [channel('load'), channel('heat')], label: 'fault' });
    expect(mappingFrom({ mapping: inferred, fields }, { channel: ['fault', 'site'] }, false)).toEqual({ time: { field: null, unit: 'row' }, keys: [], channels: [channel('fault'), channel('site')], label: null });
    expect(mappingFrom({ mapping: { ...inferred, time: { field: 'at', unit: 's' } }, fields }, { key: ['at', '$key'], label: 'heat' }, true)).toEqual({ time: { field: null, unit: 'receive' }, keys: ['at', '$key'], channels: [channel('load')], label: 'heat' });
    expect(mappingFrom({ mapping: inferred, fields }, { time: 'at', timeUnit: 'ms' }, false)!.time).toEqual({ field: 'at', unit: 'ms' });
    expect(mappingFrom({ mapping: inferred, fields }, { time: 'at', timeUnit: 'iso', zone: 'Europe/Berlin' }, false)!.time).toEqual({ field: 'at', unit: 'iso', zone: 'Europe/Berlin' });
  });
  it('keeps the time of day beside the day, unless it means something else', () => {
    const mapping: Preview['mapping'] = { ...inferred, time: { field: 'at', unit: 'iso', clock: 'heat' } };
    expect([{ key: ['site'] }, { time: 'at' }, { label: 'heat' }].map((told) => mappingFrom({ mapping, fields }, told, false)!.time.clock)).toEqual(['heat', 'heat', undefined]);
  });
  it('needs a channel', () => {
    expect(mappingFrom({ mapping: null, fields }, { time: 'at' }, false)).toBeNull();
    expect(mappingFrom({ mapping: null, fields }, { channel: ['load'] }, false)).toEqual({ time: { field: null, unit: 'row' }, keys: [], channels: [channel('load')], label: null });
  });
  it('makes bars with figures of fields, and says what is no width or figure', () => {
    const { bars, channels } = mappingFrom({ mapping: inferred, fields }, { bars: '5m', channel: ['load', 'load:range', '$count'] }, false)!;
    expect({ bars, channels }).toEqual({ bars: { widthMs: 300_000 }, channels: [{ ...channel('load'), figure: 'last' }, { ...channel('load'), name: 'load range', figure: 'range' }, { field: '$count', name: 'count', unit: '', figure: 'sum' }] });
    for (const wrong of [{ bars: '5' }, { bars: '1ms' }, { bars: '1s', channel: ['load:most'] }]) expect(() => mappingFrom({ mapping: inferred, fields }, wrong, false)).toThrowError(expect.objectContaining({ code: 'AF_API_INPUT_INVALID' }) as Error);
  });
  it('says which field is not there, and which are', () => {
    expect(() => mappingFrom({ mapping: inferred, fields }, { key: ['$key'] }, false)).toThrowError(expect.objectContaining({ code: 'AF_INGEST_MAPPING_INVALID', message: 'There is no field "$key".', hint: 'There are: at, site, load, heat, fault.' }) as Error);
  });
});
