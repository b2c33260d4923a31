import { describe, expect, it } from 'vitest';
import { filterOf, orderOf } from './anomaly-filter.ts';

const address = { text: '', stream: '', severity: '', verdict: '', sort: '' };

describe('the filter of the anomaly list', () => {
  it('asks for everything where the address says nothing', () => {
    expect(filterOf(address)).toEqual({});
  });
  it('takes a severity as the least one wanted', () => {
    expect(filterOf({ ...address, severity: 'medium' })).toEqual({ severities: ['medium', 'high'] });
    expect(filterOf({ ...address, severity: 'low' })).toEqual({});
  });
  it('leaves out what an old or mistyped address asks for', () => {
    expect(filterOf({ ...address, severity: 'terrible', verdict: 'maybe' })).toEqual({});
    expect(orderOf('colour')).toEqual({ sort: 'start', descending: true });
  });
  it('combines its parts', () => {
    expect(filterOf({ text: ' bed 4 ', stream: 'ward', severity: 'high', verdict: 'none', sort: '' })).toEqual({ text: 'bed 4', streamIds: ['ward'], severities: ['high'], verdicts: ['none'] });
  });
  it('sorts series by name upwards and the rest downwards', () => {
    expect([orderOf('series').descending, orderOf('score').descending]).toEqual([false, true]);
  });
});
