import { describe, expect, it } from 'vitest';
import type { Series, SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { bareName, suggestStream, tieOf } from './series-tie.ts';

const series = (id: number, streamId: string, dimensions: Record<string, string>, channels: string[]): Series => ({ id: id as SeriesId, streamId: streamId as StreamId, name: Object.values(dimensions).join(' '), dimensions, channels, sampleCount: 1, firstTime: 0, lastTime: 1 });
const wards = [series(1, 'wards', { ward: 'Ward 7' }, ['beds_in_use', 'staff']), series(2, 'wards', { ward: 'Ward 8' }, ['beds_in_use', 'staff'])];
const fields = { keys: ['Ward'], channels: ['AVG(Beds in use)', 'SUM(Cost)'] };

describe('a view tied to a stream', () => {
  it('finds series by key and back, and the channels that both have, whatever Tableau writes around a name', () => {
    const tie = tieOf(fields, wards);
    expect(tie.seriesOf(['Ward 8'])?.id).toBe(2);
    expect(tie.seriesOf(['Ward 9'])).toBeNull();
    expect(tie.keyOf(wards[0]!)).toEqual(['Ward 7']);
    expect([...tie.channels]).toEqual([['AVG(Beds in use)', 'beds_in_use']]);
    expect([bareName('HOUR(Taken at)'), bareName('Beds (all)'), bareName('AVG(Beds (all))')]).toEqual(['Taken at', 'Beds (all)', 'Beds (all)']);
  });
  it('takes one key and one channel on each side as the same', () => {
    const tie = tieOf({ keys: ['Station'], channels: ['AVG(Occupancy)'] }, [series(1, 'x', { ward: 'Ward 7' }, ['value'])]);
    expect([tie.seriesOf(['Ward 7'])?.id, tie.channels.get('AVG(Occupancy)')]).toEqual([1, 'value']);
  });
  it('names no series where the view has other keys than the stream', () => {
    const tie = tieOf({ keys: ['Ward', 'Shift'], channels: ['beds_in_use'] }, wards);
    expect([tie.seriesOf(['Ward 7', 'night']), tie.keyOf(wards[0]!)]).toEqual([null, null]);
    expect(tieOf({ keys: [], channels: ['beds_in_use'] }, wards).seriesOf([])).toBeNull();
  });
  it('suggests the stream that has the channel and a series of a key, and none where nothing is named alike', () => {
    const other = series(3, 'icu', { ward: 'ICU' }, ['beds_in_use']);
    expect(suggestStream(fields, [['Ward 7']], [other, ...wards])).toBe('wards');
    expect(suggestStream(fields, [['Ward 9']], [other, ...wards])).toBeNull();
    expect(suggestStream({ keys: ['Ward'], channels: ['SUM(Cost)'] }, [['ICU']], [other])).toBeNull();
  });
});
