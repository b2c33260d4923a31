import { expect, it } from 'vitest';
import { publicationContents } from '../../../shared/domain/publication.ts';
import { guideText, guideTo, type GuideColumn } from './workbook-guide.ts';
import { publishedColumns } from '../../../main/tableau/publication-content.ts';

const of = (content: (typeof publicationContents)[number], names: 'plain' | 'readable' = 'plain') => guideTo({ name: 'Ops', content, days: 30, project: 'Quality' }, publishedColumns[content] as readonly GuideColumn[], names);

it.each(publicationContents)('the guide to %s names nothing that is neither a field of the data nor made before', (content) => {
  for (const names of ['plain', 'readable'] as const) {
    const { fields, calculations, sheets, dashboard } = of(content, names);
    const known = new Set(fields.map(({ name }) => name));
    const named = (text: string) => [...text.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name!);
    for (const { name, formula } of calculations) {
      expect(named(formula).filter((one) => !known.has(one)), formula).toEqual([]);
      expect(known.has(name), `${name} is a name of its own`).toBe(false);
      known.add(name);
    }
    for (const step of [...sheets.flatMap(({ steps }) => steps), ...dashboard]) expect(named(step).filter((one) => !known.has(one)), step).toEqual([]);
    for (const { name } of calculations) expect(JSON.stringify(sheets), `${name} is used`).toContain(`[${name}]`);
  }
});

it.each(publicationContents)('formulas on %s are whole: brackets and quotes close, each IF ends', (content) => {
  for (const { formula } of of(content).calculations) {
    for (const [open, close] of ['()', '[]'].map((pair) => [...pair])) expect(formula.split(open!).length, formula).toBe(formula.split(close!).length);
    expect((formula.match(/'/g) ?? []).length % 2, formula).toBe(0);
    expect((formula.match(/\bIF\b/g) ?? []).length, formula).toBe((formula.match(/\bEND\b/g) ?? []).length);
  }
});

it('is written in the names that Tableau shows, and tells where the data source is', () => {
  const { calculations, open } = of('anomalies', 'readable');
  expect(calculations[0]).toMatchObject({ name: 'Anomalies', formula: 'COUNTD([Anomaly Id])' });
  expect(open.join(' ')).toContain('choose Ops in the project Quality');
  const text = guideText(of('samples'));
  for (const part of ['# Ops', '### Out of band', "IF [observed] < [low]", '## Dashboard', '| `kind` | text | sample; or forecast']) expect(text).toContain(part);
});
