import { expect, it } from 'vitest';
import { standing, viewStage } from './view-stage.ts';

const of = (path: string) => ({ connectionId: 'c', path });

it('keeps a view until the last detection in it has ended', () => {
  const first = viewStage.keep(of('/a'));
  const second = viewStage.keep(of('/a'));
  first();
  expect(viewStage.get()).toEqual([of('/a')]);
  second();
  expect(viewStage.get()).toEqual([]);
});

it('has the shown page and the kept ones stand in one order, whichever is shown', () => {
  const paths = (rows: ReturnType<typeof standing>) => rows.map(({ view, isShown }) => `${view.path}${isShown ? ' shown' : ''}`);
  expect(paths(standing([], of('/b')))).toEqual(['/b shown']);
  expect(paths(standing([of('/b')], of('/a')))).toEqual(['/a shown', '/b']);
  expect(paths(standing([of('/b')], of('/b')))).toEqual(['/b shown']);
  expect(paths(standing([of('/b'), of('/a')], null))).toEqual(['/a', '/b']);
});
