import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ChartLegend } from './chart-legend.tsx';

const told = (reading: Parameters<typeof ChartLegend>[0]['reading']) => renderToStaticMarkup(<ChartLegend channels={['flow']} groups={[{ unit: 'l', channels: [0] }]} reading={reading} zone="utc" />);

it('writes a reading with the digits of its band, marks one outside of it, and has the same lines without one', () => {
  const time = Date.UTC(2026, 2, 5, 14);
  const words = told({ time, readings: [{ channel: 'flow', value: 56.6, expected: 60.15, low: 59.3583, high: 60.9612 }], score: 0.9 });
  expect(words).toContain('<strong class="chart-outside">56.6</strong><span class="chart-legend-band"> of 59.36 to 60.96</span>');
  expect(words).toContain('14:00:00');
  expect(told(null).match(/chart-legend-line/g)).toHaveLength(3);
});
