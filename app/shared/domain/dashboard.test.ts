import { describe, expect, it } from 'vitest';
import { dashboardFileSchema } from './dashboard.ts';

const panel = { id: 'a', kind: 'text', place: { x: 0, y: 0, w: 4, h: 2 } };
const file = (panels: unknown[]) => dashboardFileSchema.safeParse({ format: 'anomalyforce-dashboard', version: 1, name: 'Ward', panels }).success;

describe('a dashboard as a file', () => {
  it('keeps panels of a kind that is not known here', () => {
    expect(dashboardFileSchema.parse({ format: 'anomalyforce-dashboard', version: 1, name: 'Ward', panels: [{ ...panel, kind: 'tableau-view', options: { address: 'x' } }] }).panels[0]).toMatchObject({ kind: 'tableau-view', options: { address: 'x' }, shows: { stream: null } });
  });
  it('is refused where panels share an id, reach beyond the grid, are too many, or hold what is no plain option', () => {
    expect(file([panel])).toBe(true);
    expect(file([panel, panel])).toBe(false);
    expect(file([{ ...panel, place: { x: 9, y: 0, w: 4, h: 2 } }])).toBe(false);
    expect(file([{ ...panel, place: { x: 0, y: 1e9, w: 4, h: 2 } }])).toBe(false);
    expect(file(Array.from({ length: 61 }, (_, k) => ({ ...panel, id: `${k}` })))).toBe(false);
    expect(file([{ ...panel, options: { deep: { er: 1 } } }])).toBe(false);
    expect(file([{ ...panel, kind: '__proto__' }])).toBe(false);
  });
});
