import { plural } from '../../../shared/counts.ts';
import type { BudgetView } from '../../../shared/api/views.ts';
import { numberWords } from '../../../shared/number-words.ts';

const short = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(1));

/** A budget in sentences for the analyst: asked and told, the threshold, and what is missed for it. */
export function budgetWords(view: Omit<BudgetView, 'words'>): string[] {
  const { alertsPerDay, set, streams, threshold, floor, day, week, leftOut, confirmedCount, confirmedMissed, replayed } = view;
  const over = set === null ? '' : ` over the ${plural(streams.length, 'stream')} of “${set}”`;
  const rare = alertsPerDay < 1 ? `, one in ${numberWords(1 / alertsPerDay, 2)} days` : '';
  const asked = `Asked for: at most ${numberWords(alertsPerDay)} ${alertsPerDay === 1 ? 'alert' : 'alerts'} a day${rare}${over}.`;
  if (day === null || week === null) return [asked, replayed ? 'No scores are stored to try it on.' : 'Nothing was scored since it was set.'];
  const told = replayed ? 'It would have told' : 'Told';
  const perDay = week.days > 0 ? `, ${week.alerts < week.days ? numberWords(week.alerts / week.days, 2) : short(week.alerts / week.days)} a day` : '';
  const realised = `${told} ${plural(day.alerts, 'alert')} in the last ${short(day.days * 24)} hours and ${week.alerts.toLocaleString('en')} in the last ${short(week.days)} days${perDay}.`;
  const inUse = threshold >= 1
    ? `More candidates reach the highest score than may be told, so they are told as they come, whenever the budget allows; until then nothing is.`
    : `The threshold ${replayed ? 'would be' : 'in use is'} a score of ${threshold.toFixed(4)}${threshold <= floor ? ', the lowest it may go to: the stream has no more to tell' : `; it never goes below ${floor.toFixed(4)}`}.`;
  const largest = leftOut[0];
  const missed = week.leftOut === 0 || largest === undefined
    ? 'No candidate was left out in that time.'
    : `${plural(week.leftOut, 'candidate')} ${week.leftOut === 1 ? 'was' : 'were'} left out in that time, the highest with a score of ${largest.score.toFixed(4)} in ${largest.seriesName}.`;
  const confirmed = confirmedCount === 0
    ? 'No anomaly of that time was confirmed, so nobody knows whether one of them mattered.'
    : `Of ${plural(confirmedCount, 'anomaly', 'anomalies')} that analysts confirmed in that time, ${confirmedMissed.length === 0 ? 'none' : confirmedMissed.length.toLocaleString('en')} ${replayed ? 'would not have been told' : `${confirmedMissed.length === 1 ? 'lies' : 'lie'} below today's threshold`}.`;
  return [asked, realised, inUse, missed, confirmed];
}
