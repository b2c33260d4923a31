import { AxeBuilder } from '@axe-core/playwright';
import type { Frame, Page } from '@playwright/test';

/** How axe looks: where, and by which rules. Without options: the whole page, by all its rules. */
export interface AxeLook {
  /** A selector; what is outside of it is not looked at. */
  within?: string;
  /** A selector; what it names is left out, a frame with all within it. */
  besides?: string;
  /** Rules left out. */
  without?: readonly string[];
  /** Only the rules of these tags, or only these rules. */
  tags?: string[];
  rules?: string[];
  /** Elements that a rule is wrong about. */
  unless?: (of: { id: string; html: string }) => boolean;
}

/**
 * What axe finds wrong once nothing moves any more, a line a rule: its name and weight, why, and up to three elements. Without React Aria's
 * announcer, which names buttons that were busy a moment ago and are gone.
 */
export async function axeFaults(page: Page, { within, besides, without = [], tags, rules, unless = () => false }: AxeLook = {}): Promise<string[]> {
  await Promise.all(page.frames().map(atRest));
  let axe = new AxeBuilder({ page }).exclude('[data-live-announcer]').disableRules([...without]);
  if (within !== undefined) axe = axe.include(within);
  if (besides !== undefined) axe = axe.exclude(besides);
  if (tags !== undefined) axe = axe.withTags(tags);
  if (rules !== undefined) axe = axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, impact, nodes }) => {
    const faulty = nodes.filter(({ html }) => !unless({ id, html }));
    if (faulty.length === 0) return [];
    const why = faulty[0]!.failureSummary?.split('\n')[1]?.trim() ?? '';
    return [`${id} (${impact ?? 'no weight'}): ${why} At ${faulty.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')}${faulty.length > 3 ? ` and ${faulty.length - 3} more` : ''}`];
  });
}

/** Resolves when no animation that ends by itself is running: half faded in, words have less contrast than their colours. */
async function atRest(frame: Frame): Promise<void> {
  await frame.evaluate(async () => {
    const running = () => document.getAnimations().filter((one) => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime));
    for (let some = running(); some.length > 0; some = running()) await Promise.allSettled(some.map((one) => one.finished));
  });
}
