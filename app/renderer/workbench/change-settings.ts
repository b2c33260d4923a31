import type { Settings } from '../../shared/domain/settings.ts';
import type { Workbench } from '../../shared/api/workbench.ts';

/** A part of the settings, or how it comes of those that hold when its turn has come. */
export type SettingsChange = Partial<Settings> | ((now: Settings) => Partial<Settings>);

/** The change of each workbench that is under way. */
const lines = new WeakMap<object, Promise<unknown>>();

/**
 * Changes a part of the settings, one change after the other, each of what is stored by then: settings are replaced as a whole, and what a page shows may be of before the last change, or not read yet.
 * Answers what the part was before. Throws what its calls throw.
 */
export function changeSettings(workbench: Pick<Workbench, 'call'>, change: SettingsChange): Promise<Partial<Settings>> {
  const own = (lines.get(workbench) ?? Promise.resolve()).then(async () => {
    const now = await workbench.call('settings.get', {});
    const part = typeof change === 'function' ? change(now) : change;
    await workbench.call('settings.update', { ...now, ...part });
    return Object.fromEntries(Object.keys(part).map((key) => [key, now[key as keyof Settings]]));
  });
  lines.set(workbench, own.catch(() => undefined));
  return own;
}
