import { expect, it } from 'vitest';
import { settingsSchema } from '../../shared/domain/settings.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Workbench } from '../../shared/api/workbench.ts';
import { changeSettings } from './change-settings.ts';

/** Settings that are stored a moment after they were sent; a change to high contrast is refused. */
function slowStore(begin: Partial<Settings>) {
  let stored = settingsSchema.parse(begin);
  const call = async (method: string, input: Settings) => {
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    if (method === 'settings.get') return stored;
    if (input.theme === 'high-contrast') throw new Error('refused');
    return (stored = input);
  };
  return { workbench: { call } as unknown as Pick<Workbench, 'call'>, stored: () => stored };
}

it('keeps both of two changes that are made before the first is stored, and what was set before the page knew of it', async () => {
  const { workbench, stored } = slowStore({ timeZone: 'utc' });
  await Promise.all([changeSettings(workbench, { theme: 'dark' }), changeSettings(workbench, { density: 'compact' })]);
  expect(stored()).toMatchObject({ timeZone: 'utc', theme: 'dark', density: 'compact' });
});

it('changes a part of a part as it is when its turn has come, and answers what it was', async () => {
  const { workbench, stored } = slowStore({});
  const set = (part: Partial<Settings['notifications']>) => changeSettings(workbench, ({ notifications }) => ({ notifications: { ...notifications, ...part } }));
  const [, before] = await Promise.all([set({ inApp: false }), set({ desktop: false })]);
  expect(stored().notifications).toMatchObject({ inApp: false, desktop: false });
  expect(before.notifications).toMatchObject({ inApp: false, desktop: true });
});

it('goes on after a change that was refused', async () => {
  const { workbench, stored } = slowStore({});
  const refused = changeSettings(workbench, { theme: 'high-contrast' });
  const next = changeSettings(workbench, { density: 'compact' });
  await expect(refused).rejects.toThrow('refused');
  await next;
  expect(stored()).toMatchObject({ theme: 'system', density: 'compact' });
});
