import { useEffect, useMemo, useRef, useState } from 'react';
import type { ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import { createAnnotationQueue, type AnnotationQueue } from './annotation-queue.ts';
import { annotationsOf, type MarkTimes } from './mark-times.ts';
import type { TableauView } from './tableau-view.ts';
import type { Listed } from './tied-findings.ts';
import type { ViewSession } from './use-view-session.ts';

const nobody: ReadonlySet<string> = new Set();

/** Marks are annotated one after the other, as long as the view is there. `written` hears of each text that is in the view. */
export function useAnnotations({ view, state }: ViewSession, mapping: ViewMapping | null, sheet: number, listed: readonly Listed[], marks: MarkTimes | null, written: (id: string, annotationId: number | null, text: string) => void): { placed: ReadonlySet<string>; unplaced: ReadonlySet<string> } {
  /** Of the view that they are of: another one begins without. */
  const [told, setTold] = useState<{ view: TableauView | null; placed: ReadonlySet<string>; unplaced: ReadonlySet<string> }>({ view: null, placed: nobody, unplaced: nobody });
  const queue = useRef<AnnotationQueue | null>(null);
  const wish = useMemo(() => (mapping === null || sheet < 0 ? null : annotationsOf(listed, mapping, marks)), [mapping, sheet, listed, marks]);
  const newest = useRef(wish);
  useEffect(() => { newest.current = wish; });
  const sheets = state.state === 'shown' ? state.sheets : null;

  useEffect(() => {
    if (view === null || sheets === null) return;
    const move = (id: string, isPlaced: boolean) => {
      const members = newest.current?.wanted.find((one) => one.id === id)?.members ?? [];
      setTold((before) => {
        const { placed, unplaced } = before.view === view ? before : { placed: nobody, unplaced: nobody };
        if (members.every((one) => (isPlaced ? placed : unplaced).has(one))) return before;
        const [to, from] = isPlaced ? [placed, unplaced] : [unplaced, placed];
        const [more, less] = [new Set([...to, ...members]), new Set([...from].filter((one) => !members.includes(one)))];
        return { view, placed: isPlaced ? more : less, unplaced: isPlaced ? less : more };
      });
    };
    const own = createAnnotationQueue({
      view, after: (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }),
      placed(id, annotationId) {
        const one = newest.current?.wanted.find((each) => each.id === id);
        move(id, true);
        for (const member of one?.members ?? []) written(member, annotationId, one!.text);
      },
      failed: (id) => move(id, false),
    });
    queue.current = own;
    return () => {
      own.close();
      queue.current = null;
    };
  }, [view, sheets, written]);

  const wished = useMemo(() => (wish === null ? '' : JSON.stringify([wish.wanted.map(({ id, text, members }) => [id, text, members]), listed.map(({ id, verdict }) => [id, verdict === 'false'])])), [wish, listed]);
  useEffect(() => {
    const wanted = newest.current;
    if (wished !== '' && wanted !== null) queue.current?.want(sheet, wanted.wanted, wanted.isGone);
  }, [wished, sheet, view, sheets]);
  return { placed: told.view === view ? told.placed : nobody, unplaced: told.view === view ? told.unplaced : nobody };
}
