import { expect, it } from 'vitest';
import type { Panel } from '../../../shared/domain/dashboard.ts';
import { missingOf } from './panel-kind.ts';

const given = (streamId: string | null, seriesId: number | null, wanted: object | null = null) => ({ streamId, seriesId, wanted }) as Pick<Panel, 'streamId' | 'seriesId' | 'wanted'>;

it('says what a panel lacks before it can be drawn, but not of one whose series is not here any more', () => {
  const lack = (shows: 'nothing' | 'stream-or-all' | 'stream' | 'series', panel: ReturnType<typeof given>) => missingOf({ shows }, panel);
  expect([lack('series', given(null, null)), lack('series', given('ward', null)), lack('series', given('ward', 1))]).toEqual(['Choose a stream, and then a series.', 'Choose a series.', null]);
  expect([lack('stream', given(null, null)), lack('stream', given('ward', null))]).toEqual(['Choose a stream.', null]);
  expect([lack('stream-or-all', given(null, null)), lack('nothing', given(null, null)), lack('series', given(null, null, { stream: 'gone', series: 'a' }))]).toEqual([null, null, null]);
});
