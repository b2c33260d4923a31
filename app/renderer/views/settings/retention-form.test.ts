import { expect, it } from 'vitest';
import { keepsLess, retentionOf } from './retention-form.ts';

it('takes whole numbers within their limits', () => {
  expect(retentionOf('30', '20480')).toEqual({ retention: { days: 30, maxMebibytes: 20_480 }, daysError: null, sizeError: null });
  expect(retentionOf('0', '0').retention).toEqual({ days: 0, maxMebibytes: 0 });
});
it('names the field that is wrong', () => {
  const { retention, daysError, sizeError } = retentionOf('3651', '-1');
  expect(retention).toBeNull();
  expect(daysError).toMatch(/3650/);
  expect(sizeError).toMatch(/MiB/);
  expect(retentionOf('1.5', '10')).toMatchObject({ sizeError: null, retention: null });
});
it('knows which limits delete something that was kept', () => {
  const now = { days: 30, maxMebibytes: 0 };
  expect([keepsLess(now, { days: 29, maxMebibytes: 0 }), keepsLess(now, { days: 30, maxMebibytes: 100 }), keepsLess({ days: 0, maxMebibytes: 0 }, now)]).toEqual([true, true, true]);
  expect([keepsLess(now, now), keepsLess(now, { days: 0, maxMebibytes: 0 }), keepsLess(now, { days: 31, maxMebibytes: 0 })]).toEqual([false, false, false]);
});
