import { expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { explain } from '../../detect/explain.ts';
import { anomalyColumns } from '../../tableau/publication-content.ts';
import { sharesOf } from './report-words.ts';

it('words, file and report lead with the same channel, and with the same of its values', () => {
  const evidence = [
    { channel: 'bearing_temp', observed: 46.57, expected: 46.42, low: 46.15, high: 46.69, share: 0.44 },
    { channel: 'flow', observed: 56.6, expected: 60.15, low: 59.36, high: 60.96, share: 0.24 },
    { channel: 'motor_current', observed: 25.99, expected: 29.74, low: 29.37, high: 30.12, share: 0.17 },
  ];
  const span = { start: 0, shape: 'dip' as const, sampleCount: 1, evidence };
  expect(explain(span, evidence.map(({ channel }) => ({ name: channel, unit: '' })))).toMatch(/^flow fell to 56.6, .*\(band 59.36 to 60.96\).*; bearing_temp, within its band, carries 44 %\.$/);
  const anomaly = { ...span, id: 'a' } as unknown as Anomaly;
  const cells = Object.fromEntries(anomalyColumns.map(({ name, cell }) => [name, cell({ anomaly, stream: 's', incident: null, judged: null })]));
  expect(cells).toMatchObject({ channel: 'flow', observed: 56.6, low: 59.36, high: 60.96 });
  expect(sharesOf({ shape: 'shift', evidence: [{ channel: 'orders', observed: 1_212, expected: 1_203, low: 1_200, high: 1_205, share: 1, from: 1_200 }] })).toBe('growth of orders 100 % (12; usually 0 to 5)');
  expect(sharesOf(anomaly)).toMatch(/^flow 24 % \(56.6; usually 59.36 to 60.96\), motor_current 17 %.*, bearing_temp 44 %/);
});
