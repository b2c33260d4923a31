import type { Frame, Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** How axe looks: where, and by which rules. Without options: the whole page, by all its rules. */
export interface AxeLook {
  /** A selector; what is outside of it is not looked at, nor what is in frames. */
  within?: string;
  /** A selector; what it names is left out, and all frames. */
  besides?: string;
  /** Rules left out. */
  without?: readonly string[];
  /** Only the rules of these tags, or only these rules. */
  tags?: string[];
  rules?: string[];
  /** Elements that a rule is wrong about. */
  unless?: (of: { id: string; html: string }) => boolean;
}

/** The rules of axe whose verdict depends on colours (its tag `cat.color`, without the one of level AAA): the themes differ in nothing else. */
export const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong once nothing moves any more, a line a rule: its name and weight, why, and up to three elements. Without React Aria's
 * announcer, which names buttons that were busy a moment ago and are gone. Frames are looked at each by itself. What is right stays in the page:
 * to describe it, bring it here and sum it up in a page opened for that, as axe's own package for Playwright does, takes longer than to judge.
 */
export async function axeFaults(of: Page | Frame, { within, besides, without = [], tags, rules, unless = () => false }: AxeLook = {}): Promise<string[]> {
  const top = 'mainFrame' in of ? of.mainFrame() : of;
  const frames = withFrames(top);
  await Promise.all(frames.map(atRest));
  const only = tags ?? rules;
  const runOnly = only === undefined ? {} : { runOnly: { type: tags === undefined ? 'rule' as const : 'tag' as const, values: only } };
  const context = { ...(within !== undefined && { include: [within] }), exclude: ['[data-live-announcer]', ...(besides === undefined ? [] : [besides])] };
  const found: string[] = [];
  for (const frame of within === undefined && besides === undefined ? frames : [top]) {
    if (await frame.evaluate(() => !('axe' in window))) await frame.evaluate(axe.source);
    const left = frame === top ? without : [...without, ...pageRules];
    const options: RunOptions = { ...runOnly, resultTypes: ['violations'], iframes: false, rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])) };
    const violations = await frame.evaluate(async ([where, how]) => {
      const all = (await (window as unknown as { axe: typeof axe }).axe.run(where, how)).violations;
      return all.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
    }, [context, options] as const);
    for (const { id, impact, nodes } of violations) {
      const faulty = nodes.filter(({ html }) => !unless({ id, html }));
      if (faulty.length === 0) continue;
      const why = faulty[0]!.failureSummary?.split('\n')[1]?.trim() ?? '';
      found.push(`${id} (${impact ?? 'no weight'}): ${why} At ${faulty.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')}${faulty.length > 3 ? ` and ${faulty.length - 3} more` : ''}`);
    }
  }
  return found;
}

/** What the page around a frame has for it. */
const pageRules = ['landmark-one-main', 'page-has-heading-one', 'region'];

/** A frame and those within it. */
const withFrames = (frame: Frame): Frame[] => [frame, ...frame.childFrames().flatMap(withFrames)];

/** Resolves when no animation that ends by itself is running: half faded in, words have less contrast than their colours. */
async function atRest(frame: Frame): Promise<void> {
  await frame.evaluate(async () => {
    const running = () => document.getAnimations().filter((one) => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime));
    for (let some = running(); some.length > 0; some = running()) await Promise.allSettled(some.map((one) => one.finished));
  });
}
