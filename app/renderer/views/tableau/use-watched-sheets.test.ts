import { expect, it } from 'vitest';
import type { ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import { watchedOf } from './use-watched-sheets.ts';

const sheets = ['Beds', 'Beds', 'Staff'].map((name, place) => ({ place, name }));
const mapping = (place: number, name: string) => ({ sheet: { place, name }, time: 't', keys: [], channels: ['c'] }) as unknown as ViewMapping;
const none = { sheets: [] };
const seen = (...given: Parameters<typeof watchedOf>) => watchedOf(...given).map(({ place, mapping: of, isChosen }) => [place, of?.sheet.name ?? null, isChosen]);

it('watches each sheet by its own mapping, two of one name apart, and chooses the first unless told', () => {
  expect(seen([mapping(2, 'Staff'), mapping(1, 'Beds')], sheets, null, none)).toEqual([[1, 'Beds', true], [2, 'Staff', false]]);
  expect(seen([mapping(2, 'Staff'), mapping(1, 'Beds')], sheets, sheets[2]!, none)).toEqual([[1, 'Beds', false], [2, 'Staff', true]]);
  expect(seen([mapping(1, 'Beds')], sheets, sheets[0]!, none)).toEqual([[1, 'Beds', false], [0, null, true]]);
  expect(seen([], sheets, null, none)).toEqual([[0, null, true]]);
});

it('goes on with a sheet that moved, once where two were one, and leaves one that is gone unchosen', () => {
  expect(seen([mapping(5, 'Staff')], sheets, null, none)).toEqual([[2, 'Staff', true]]);
  expect(seen([mapping(0, 'Beds'), mapping(1, 'Beds')], [{ place: 0, name: 'Beds' }], null, none)).toEqual([[0, 'Beds', true]]);
  expect(seen([mapping(0, 'Gone')], sheets, null, none)).toEqual([[-1, 'Gone', false], [0, null, true]]);
});

it('keeps what was found, and the choice, while the view is not shown', () => {
  expect(seen([mapping(1, 'Beds'), mapping(2, 'Staff')], [], sheets[2]!, none)).toEqual([[-1, 'Beds', false], [-1, 'Staff', true]]);
  expect(seen([], [], null, none)).toEqual([[-1, null, true]]);
});
