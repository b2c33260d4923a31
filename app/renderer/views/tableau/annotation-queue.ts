import type { Criterion } from '../../../shared/domain/tableau-port.ts';
import { ViewFailure, type TableauView } from './tableau-view.ts';

export interface WantedAnnotation {
  id: string;
  criteria: Criterion[];
  text: string;
}

export interface AnnotationQueue {
  /** What is to be annotated on a sheet from now on, and which texts there are ours and must go. What is there already is taken as it is. */
  want(sheet: number, wanted: readonly WantedAnnotation[], isGone: (text: string) => boolean): void;
  close(): void;
}

/** Tableau draws again for each: not more often than this, ms. */
const gapMs = 300;
/** After this many a view is full of words: the worst ones first, the others are listed beside it. */
export const mostAnnotations = 60;
/** A view that does not answer is asked again after this, ms. */
const restMs = 10_000;

/** Whose turn it is to change a view: several sheets of one are annotated, and all of them together no faster than it draws. */
const turns = new WeakMap<object, Promise<void>>();

/**
 * Brings a view's annotations to what is wanted, one after the other and no faster than a view can draw. An annotation is known by its text, which names one finding: what a view still has from before is never written
 * twice, and what other people wrote is never touched. `placed` tells Tableau's id of each, null where it does not say; `failed` that a mark is not there.
 */
export function createAnnotationQueue({ view, after, placed, failed }: { view: Pick<TableauView, 'annotate' | 'annotations' | 'removeAnnotation'>; after(ms: number): Promise<void>; placed(id: string, annotationId: number | null): void; failed(id: string): void }): AnnotationQueue {
  let target: { sheet: number; wanted: readonly WantedAnnotation[]; isGone: (text: string) => boolean } | null = null;
  let version = 0;
  let isRunning = false;
  let isClosed = false;

  const turn = (): Promise<void> => {
    const own = (turns.get(view) ?? Promise.resolve()).then(() => after(gapMs));
    turns.set(view, own);
    return own;
  };

  async function bring(own: number): Promise<void> {
    const { sheet, wanted, isGone } = target!;
    const isOld = () => isClosed || own !== version;
    const there = (await view.annotations(sheet)).filter(({ isOfMark }) => isOfMark);
    for (const { annotationId } of there.filter(({ text }) => isGone(text))) {
      if (isOld()) return;
      await view.removeAnnotation(sheet, annotationId);
      await turn();
    }
    for (const { id, criteria, text } of wanted) {
      if (isOld()) return;
      const before = there.find((one) => one.text === text);
      if (before !== undefined) {
        placed(id, before.annotationId);
        continue;
      }
      try {
        placed(id, await view.annotate(sheet, criteria, text));
      } catch (error) {
        if (!(error instanceof ViewFailure) || error.fault.kind === 'unreachable') throw error;
        failed(id);
      }
      await turn();
    }
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (let done = -1; done !== version && !isClosed; ) {
      const own = version;
      try {
        await bring(own);
        done = own;
      } catch {
        // The view is gone, or does not answer: what is wanted stays, and is brought later.
        await after(restMs);
      }
    }
    isRunning = false;
  }

  return {
    want(sheet, wanted, isGone) {
      target = { sheet, wanted, isGone };
      version += 1;
      void run();
    },
    close() {
      isClosed = true;
    },
  };
}
