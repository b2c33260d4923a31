import { expect, test } from 'vitest';
import { againstPast, cooledDown, rested, tail, variantsOf } from './calibrations.ts';

/* Figures with many digits are those of the same maps in pandas. */
const raw = Float64Array.from({ length: 300 }, (_, row) => ((row * 37) % 101) / 101 + ([150, 155, 280].includes(row) ? 3 : 0));

test('the tail is empty while it warms up, ranks inside and reaches beyond the top by a Pareto tail', () => {
  const rarity = tail(raw);
  expect(rarity[59]).toBe(0);
  expect([60, 150, 155, 280, 299].map((row) => rarity[row])).toEqual([1.7312037253116157, 13.892133954538766, 2.9437086362840628, 2.7161559393198758, 0.36829268292666106].map((value) => expect.closeTo(value, 9)));
});

test('the past is weighted exponentially', () => {
  const z = againstPast(raw);
  expect([z[49], z[50]]).toEqual([0, 0]);
  expect(z[150]).toBeCloseTo(11.97715768483278, 9);
  expect(z[280]).toBeCloseTo(9.415354017398435, 9);
});

test('after an alarm later rows are kept down', () => {
  expect(Array.from(rested(Float64Array.of(1, 3, 2, 3, 0, 2), 2))).toEqual([1, 3, 2 / 3, 1.5, 0, 2 / 3]);
  expect(Array.from(cooledDown(Float64Array.of(1, 3, 4, 2, 5), 2.5, 2))).toEqual([1, 3, 1.25, 2, 5]);
});

test('there are 18 variants, of which three rank rows', () => {
  const variants = variantsOf(raw, raw.map((value) => value / 4));
  expect(variants).toHaveLength(18);
  expect(variants.filter(({ rests }) => !rests).map(({ name }) => name)).toEqual(['own', 'z', 'tail']);
});
