import { expect, test } from 'vitest';
import { accuracyPage } from './accuracy-page.ts';
import type { SetResult } from './quality-result.ts';
import { isMet, targets } from './targets.ts';

const ours: SetResult = {
  set: 'skab', scorer: 'our-detector', isPeer: false, rows: 1000, seconds: 0.5, wallSeconds: 1, figures: { f1: 0.81, missedAt13: 0.4 },
  files: [
    { name: 'quiet', figures: { bestF1: 0.5, events: 1, hits: 0, falseAlerts: 0 } },
    { name: 'noisy', figures: { bestF1: 0.9, events: 1, hits: 1, falseAlerts: 7 } },
  ],
};
const peer: SetResult = { ...ours, scorer: 'a-peer', isPeer: true, figures: { f1: 0.7, missedAt13: 0.3 }, files: [] };
const words = { date: '2026-01-05', machine: 'a machine', command: 'npm run bench quality' };

test('a target shows the figure, whether it is reached, and the best peer of the run for each of its goals', () => {
  const page = accuracyPage([ours, peer, { ...peer, scorer: 'another', figures: { f1: 0.75, missedAt13: 0.5 } }], words);
  expect(page).toContain('| F1 0.810, missed 0.400 | ≥ 0.80; ≤ 30 % | in part | 0.750 another, 0.300 a-peer |');
  expect(page).toContain('| standard –, low FP – | ≥ 63, low FP ≥ 50 | not measured |');
});

test('blind spots are the worst files, those without an alert in an event, and those with the most false alerts', () => {
  expect(accuracyPage([ours], words)).toContain('**skab**: the lowest best F1: quiet (0.500), noisy (0.900). At the default threshold none of the events is told in 1 of 2 files: quiet. Most false alerts: noisy (7).');
});

test('a figure that is missing reaches nothing', () => {
  for (const goal of targets.flatMap(({ goals }) => goals)) expect(isMet(goal, NaN) || isMet(goal, undefined)).toBe(false);
});
