import { expect, it } from 'vitest';
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
  for (const row of [[120, NaN], [122, 36.6], [121, 36.8]]) learnProfile(state, layout, 0, Float64Array.from(row), 0);
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
