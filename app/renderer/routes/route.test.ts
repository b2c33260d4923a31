import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

describe('addresses of pages', () => {
  it('come back to the route they were made of', () => {
    const routes = [
      { page: 'start' }, { page: 'streams' }, { page: 'new-stream' }, { page: 'stream', streamId: 'ward-7' }, { page: 'dashboards' }, { page: 'dashboard', dashboardId: 'a b' }, { page: 'panel', dashboardId: 'a', panelId: 'text-1' }, { page: 'anomalies' },
      { page: 'anomaly', anomalyId: 'f'.repeat(32) }, { page: 'incident', incidentId: 'a/b' }, { page: 'series', seriesId: 12 }, { page: 'search' }, { page: 'audit' }, { page: 'settings', section: 'appearance' }, { page: 'settings', section: 'about' },
    ] as const;
    for (const route of routes) expect(parseRoute(hrefOf(route)).route).toEqual(route);
  });
  it('carry state behind the question mark, without what is empty', () => {
    const href = hrefOf({ page: 'anomalies' }, { text: 'bed 3 & 4', severity: '' });
    expect(href).toBe('#/anomalies?text=bed+3+%26+4');
    expect(parseRoute(href).state.get('text')).toBe('bed 3 & 4');
  });
  it('that mean nothing are unknown, and never throw', () => {
    for (const hash of ['#/nowhere', '#/series/abc', '#/series/0', '#/incidents', '#/streams/a/b', '#/audit/1', '#/search/1']) expect(parseRoute(hash).route.page).toBe('unknown');
    expect(parseRoute('#/streams/%E0%A4%A').route).toEqual({ page: 'stream', streamId: '%E0%A4%A' });
  });
});
