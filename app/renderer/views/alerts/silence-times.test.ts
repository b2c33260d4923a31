import { expect, it } from 'vitest';
import { silenceTimes, type SilenceTimes } from './silence-times.ts';

const now = Date.UTC(2026, 2, 5, 12, 0, 30);
const times = (form: Partial<SilenceTimes>, wasOver = false) => silenceTimes({ from: '', hours: '2', to: '', ...form }, { zone: 'utc', now, wasOver });

it('begins now where nothing is written, and reads moments in the zone that is shown', () => {
  expect(times({})).toEqual({ from: now - 30_000, to: now - 30_000 + 7_200_000, faults: {} });
  expect(times({ from: '2026-03-05 14:30', hours: 'until', to: '2026-03-05 18:00' })).toEqual({ from: Date.UTC(2026, 2, 5, 14, 30), to: Date.UTC(2026, 2, 5, 18), faults: {} });
});

it('refuses one that would be over already, unless it was so before', () => {
  expect(times({ from: '2026-03-05 08:00' }).faults.hours).toMatch(/over already/);
  expect(times({ from: '2026-03-05 08:00', hours: 'until', to: '2026-03-05 11:00' }).faults.to).toMatch(/over already/);
  expect(times({ from: '2026-03-05 08:00', hours: 'until', to: '2026-03-05 11:00' }, true).faults).toEqual({});
  expect(times({ from: '2026-03-05 08:00', hours: '8' }).faults).toEqual({});
});

it('says which moment is none', () => {
  expect(times({ from: 'noon' }).faults).toEqual({ from: 'Write a moment as 2026-03-05 14:30.' });
  expect(times({ hours: 'until', to: '2001-01-01' }).faults.to).toMatch(/after its beginning/);
});
