import { expect, it } from 'vitest';
import { narrowingOf } from './tableau-extension.ts';

const parameter = (name: string, formattedValue: string) => ({ name, currentValue: { formattedValue } });

it('a dashboard’s parameters narrow the list by name, whatever their case; what means all does not', () => {
  expect(narrowingOf([parameter('STREAM', ' Pumps '), parameter('Series', '(All)'), parameter('Region', 'North')])).toEqual({ stream: 'Pumps' });
  expect(narrowingOf([])).toEqual({});
});
