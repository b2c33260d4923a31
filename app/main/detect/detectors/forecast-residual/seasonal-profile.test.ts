import { expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { detectorKinds } from '../../detector-registry.ts';
import { emptyForecast, forecastChannel } from './forecast-channel.ts';
import { beginProfile, learnProfile } from './seasonal-profile.ts';
import { C, newSeriesState, S, stateLayout, type SeriesState } from './series-state.ts';

const layout = stateLayout(2);

/** A series of two channels, five minutes a row. */
function begun(): SeriesState {
  const state = newSeriesState(layout);
  state.scalars[S.regular] = 1;
  state.scalars[S.interval] = 300_000;
  beginProfile(state, layout);
  return state;
}

it('the mean of a bin begins with a channel’s first value there, also where it was missing when others had one', () => {
  const state = begun();
  for (const row of [[120, NaN], [122, 36.6], [121, 36.8]]) learnProfile(state, layout, 0, Date.UTC(2026, 0, 5), Float64Array.from(row), 0);
  expect(state.profile[0]).toBeCloseTo(121, 4);
  expect(state.profile[1]).toBeGreaterThan(36.6);
  expect(state.profile[1]).toBeLessThan(36.8);
});

it('where nothing is known of the time before, what is usual at this time is expected, not a step from zero', () => {
  const state = begun();
  state.scalars[layout.channel + C.seasonal] = 1;
  const forecast = emptyForecast();
  forecastChannel(state, layout.channel, Float32Array.from([0, 1, 1]), 0, 36.5, 0.1, 36.6, NaN, forecast, 0, 2);
  expect(forecast.expected).toBeCloseTo(36.6, 4);
});

it('days know their day of the week: a Saturday that sells as a Tuesday does is told', async () => {
  const days = 200;
  const saturday = 25 * 7 + 5;
  const random = createSeededRandom('days');
  const byDay = [900, 1000, 1000, 1100, 1300, 2000, 400];
  const detector = await detectorKinds[0]!.create({ channels: 1, seed: 1 });
  const values = Float64Array.from({ length: days }, (_, day) => (day === saturday ? 1000 : byDay[day % 7]! * (1 + 0.05 * random.normal())));
  const { expected, alarm } = detector.advance({ rows: days, channels: 1, series: new Uint32Array(days), times: Float64Array.from(values, (_, day) => Date.UTC(2026, 0, 5) + day * 86_400_000), values });
  detector.dispose();
  expect(expected[saturday - 7]).toBeGreaterThan(1700);
  expect(expected[saturday - 6]).toBeLessThan(700);
  expect(Array.from(alarm.keys()).filter((day) => alarm[day]! >= detectorKinds[0]!.threshold)).toEqual([saturday]);
});

it('minutes know their day of the week from the third week on', async () => {
  const rows = 28 * 288;
  const random = createSeededRandom('shifts');
  const detector = await detectorKinds[0]!.create({ channels: 1, seed: 1 });
  const times = Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + row * 300_000);
  const values = Float64Array.from(times, (time) => {
    const [day, hour] = [new Date(time).getUTCDay(), new Date(time).getUTCHours()];
    return (hour >= 6 && hour < 20 && day > 0 && day < 6 ? 80 : 20) + random.normal();
  });
  const { expected } = detector.advance({ rows, channels: 1, series: new Uint32Array(rows), times, values });
  detector.dispose();
  const atSix = (day: number) => expected[((3 * 7 + day) * 24 + 6) * 12]!;
  expect(atSix(3) - atSix(5)).toBeGreaterThan(20);
  expect(Math.max(atSix(5), atSix(6))).toBeLessThan(25);
});
