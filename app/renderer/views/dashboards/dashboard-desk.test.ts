import { expect, it } from 'vitest';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { dashboardSchema, type Dashboard } from '../../../shared/domain/dashboard.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { createDashboardDesk } from './dashboard-desk.ts';

const opened = dashboardSchema.parse({ id: 'd', name: 'a', panels: [], revision: 3, savedAt: 0 });

/** A desk whose waits end when told, over a workbench that keeps one dashboard. */
function openDesk() {
  let kept: Dashboard | null = opened;
  let due: (() => void) | null = null;
  const call = (_method: string, { over, content }: { over: number | null; content: { name: string; panels: [] } }) => {
    if (over !== (kept?.revision ?? null)) return Promise.reject(new WorkbenchError('AF_DASHBOARD_CHANGED', 'It was changed elsewhere.'));
    kept = { ...(kept ?? opened), ...content, revision: (over ?? 0) + 1 };
    return Promise.resolve(kept);
  };
  const desk = createDashboardDesk({ call } as unknown as Pick<Workbench, 'call'>, opened, (_ms, work) => { due = work; return () => { due = null; }; });
  /** Resolves once nothing is being saved. */
  const rest = async () => {
    due?.();
    while (desk.get().saving === 'saving') await Promise.resolve();
  };
  return { desk, rest, kept: () => kept!, elsewhere: (name: string) => (kept = { ...kept!, name, revision: kept!.revision + 1 }), remove: () => { kept = null; } };
}
const named = (name: string) => ({ name, panels: [] });

it('saves changes in quick succession together, and undone ones too', async () => {
  const { desk, rest, kept } = openDesk();
  desk.change(named('b'));
  desk.change(named('c'));
  expect([desk.get().saving, kept().name]).toEqual(['waiting', 'a']);
  await rest();
  expect([desk.get().saving, kept().name, kept().revision, desk.get().revision]).toEqual(['saved', 'c', 4, 4]);
  desk.undo();
  await rest();
  expect([kept().name, desk.get().canRedo]).toEqual(['b', true]);
});

it('saves nothing over what somebody else saved until it is told which of the two holds', async () => {
  const { desk, rest, kept, elsewhere } = openDesk();
  elsewhere('theirs');
  desk.change(named('mine'));
  await rest();
  expect([desk.get().saving, kept().name]).toEqual(['conflict', 'theirs']);
  desk.saveOver(kept());
  await rest();
  expect([desk.get().saving, kept().name]).toEqual(['saved', 'mine']);
  elsewhere('theirs again');
  desk.change(named('mine again'));
  await rest();
  desk.take(kept());
  expect([desk.get().saving, desk.get().content.name]).toEqual(['saved', 'theirs again']);
  desk.undo();
  expect(desk.get().content.name).toBe('mine again');
});

it('brings back what was deleted elsewhere, where it is told to', async () => {
  const { desk, rest, kept, remove } = openDesk();
  remove();
  desk.change(named('mine'));
  await rest();
  expect(desk.get().saving).toBe('conflict');
  desk.saveOver(null);
  await rest();
  expect([desk.get().saving, desk.get().revision, kept().name]).toEqual(['saved', 1, 'mine']);
});
