import type { Forecast, SeriesId } from '../../../shared/domain/series.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { forecastAhead } from '../../detect/forecast-ahead.ts';
import type { Store } from '../../store/database.ts';
import { readStretch } from '../../store/read-stretch.ts';
import { findSeries } from '../../store/tables/series-table.ts';

/** The newest samples that a forecast is made of, how much more time than their mean spacing asks is read, since spacing varies, and the most that are read at once. */
const newest = 2_000;
const slack = 2;
const most = 8 * newest;

/** What is expected of a channel of a series after its newest sample, made anew of the newest 2,000 stored ones; null where they are too few. Throws `AF_NOT_FOUND`. */
export function readForecast(store: Store, seriesId: SeriesId, channel: string, horizon: number): Forecast | null {
  return store.read((db) => {
    const series = findSeries(db, seriesId);
    const c = series?.channels.indexOf(channel) ?? -1;
    if (series === null || c < 0) throw new WorkbenchError('AF_NOT_FOUND', `There is no channel ${channel} of a series ${seriesId}.`);
    const { firstTime, lastTime, sampleCount } = series;
    if (firstTime === null || lastTime === null || sampleCount < 2) return null;
    let span = (slack * newest * (lastTime - firstTime)) / (sampleCount - 1);
    let stretch = readStretch(db, seriesId, lastTime - span, lastTime, most);
    while (stretch.resolution !== 'samples' && span > 1) stretch = readStretch(db, seriesId, lastTime - (span /= 2), lastTime, most); // it became denser: less time holds as many
    if (stretch.resolution !== 'samples') return null;
    const rows = stretch.times.length;
    const first = Math.max(0, rows - newest);
    const values = Float64Array.from({ length: rows - first }, (_, k) => stretch.min[(first + k) * series.channels.length + c]!);
    const times = stretch.times.slice(first);
    const ahead = forecastAhead(times, values, horizon);
    return ahead === null ? null : { seriesId, channel, after: lastTime, usedCount: times.length, ...ahead };
  });
}
