import { expect, it } from 'vitest';
import { verdictKeys } from '../views/anomalies/verdict-words.ts';
import { listedKeys, shortcutRows } from './listed-keys.ts';

it('lists the keys of every page wherever it is asked', () => {
  const rows = shortcutRows([{ category: 'Go to', title: 'Start', keys: 'g h' }, { category: 'Help', title: 'About' }]);
  expect(rows[0]).toEqual({ category: 'Go to', title: 'Start', keys: ['g h'] });
  const keysOf = (category: string) => rows.filter((row) => row.category === category).flatMap((row) => row.keys);
  expect(keysOf('Anomalies')).toEqual(expect.arrayContaining(['j', 'k', 'o', 'x', '/']));
  expect(keysOf('Verdict')).toEqual(['1', '2', '3', '4', '0']);
  expect(keysOf('Help')).toEqual([]);
});

it('says once what two keys do', () => {
  const rows = shortcutRows([{ category: 'Help', title: 'Keys', keys: '?' }, { category: 'Help', title: 'Keys', keys: 'f1' }, { category: 'Anomalies', title: 'Next anomaly', keys: 'j' }, { category: 'Anomalies', title: 'Next anomaly', keys: ']' }]);
  expect(rows.filter(({ title }) => title === 'Keys' || title === 'Next anomaly').map(({ keys }) => keys)).toEqual([['?', 'f1'], ['j', ']']]);
});

it('names the verdicts as the screens do', () => {
  for (const { verdict, key, title } of verdictKeys) expect(listedKeys).toContainEqual({ id: `verdict-${verdict}`, category: 'Verdict', title, keys: key });
});
