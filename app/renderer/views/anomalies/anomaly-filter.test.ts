import { describe, expect, it } from 'vitest';
import { filterOf, orderOf } from './anomaly-filter.ts';

const address = { text: '', stream: '', series: '', severity: '', verdict: '', from: '', to: '', sort: '' };

describe('the filter of the anomaly list', () => {
  it('asks for everything where the address says nothing', () => {
    expect(filterOf(address)).toEqual({});
  });
  it('takes a severity as the least one wanted', () => {
    expect(filterOf({ ...address, severity: 'medium' })).toEqual({ severities: ['medium', 'high'] });
    expect(filterOf({ ...address, severity: 'low' })).toEqual({});
  });
  it('leaves out what an old or mistyped address asks for', () => {
    expect(filterOf({ ...address, severity: 'terrible', verdict: 'maybe', series: '-3', stream: 'Ward 7!', from: 'yesterday' })).toEqual({});
    expect(orderOf('colour')).toEqual({ sort: 'start', descending: true });
  });
  it('combines its parts', () => {
    expect(filterOf({ text: ' bed 4 ', stream: 'ward', series: '7', severity: 'high', verdict: 'none', from: '1970-01-01T00:00:01Z', to: '1970-01-01T00:00:02Z' })).toEqual({ text: 'bed 4', streamIds: ['ward'], seriesIds: [7], severities: ['high'], verdicts: ['none'], from: 1000, to: 2000 });
  });
  it('sorts series by name upwards and the rest downwards', () => {
    expect([orderOf('series').descending, orderOf('score').descending]).toEqual([false, true]);
  });
});
