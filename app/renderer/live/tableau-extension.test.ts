import { expect, it } from 'vitest';
import { followParameters, narrowingOf, type ExtensionParameter, type Narrowing } from './tableau-extension.ts';

const parameter = (name: string, formattedValue: string) => ({ name, currentValue: { formattedValue } });

it('a dashboard’s parameters narrow the list by name, whatever their case; what means all does not', () => {
  expect(narrowingOf([parameter('STREAM', ' Pumps '), parameter('Series', '(All)'), parameter('Region', 'North')])).toEqual({ stream: 'Pumps' });
  expect(narrowingOf([])).toEqual({});
});

it('of two changes in a row the second narrows the list, also where the first is answered last', async () => {
  let change: () => void = () => undefined;
  const answers: ((value: string) => void)[] = [];
  const stream = (formattedValue: string): ExtensionParameter => ({ ...parameter('Stream', formattedValue), addEventListener: (_, handler) => ((change = handler), () => undefined) });
  const getParametersAsync = () => new Promise<ExtensionParameter[]>((resolve) => { answers.push((value) => resolve([stream(value)])); });
  const narrowed: Narrowing[] = [];
  const following = followParameters({ dashboardContent: { dashboard: { getParametersAsync } } }, (narrowing) => narrowed.push(narrowing));
  answers[0]!('All');
  await following;
  change();
  change();
  answers[2]!('Beds');
  answers[1]!('Pumps');
  await new Promise((resolve) => { setTimeout(resolve); });
  expect(narrowed).toEqual([{}, { stream: 'Beds' }]);
});
