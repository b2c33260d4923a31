import type { TableauView } from '../../shared/domain/tableau.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** The pictures of a list of views, as Tableau has them. */
export interface ViewPictures {
  /** PNG; null where Tableau gives none. Throws what else goes wrong, and asks anew the next time. */
  read(view: Pick<TableauView, 'id' | 'workbookId'>): Promise<Uint8Array | null>;
}

/** A list shows dozens of pictures at once, and others with each letter of a search: Tableau is asked for so many at a time, and so many are held. */
const atOnce = 6;
const held = 300;

/** Asks for each picture once, a few at a time, in the order in which they are wanted. */
export function createViewPictures(ask: (view: Pick<TableauView, 'id' | 'workbookId'>) => Promise<Uint8Array>): ViewPictures {
  const pictures = new Map<string, Promise<Uint8Array | null>>();
  const waiting: (() => void)[] = [];
  let underWay = 0;

  async function fetchOne(view: Pick<TableauView, 'id' | 'workbookId'>): Promise<Uint8Array | null> {
    if (underWay >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else underWay += 1;
    try {
      return await ask(view);
    } catch (error) {
      // A view that was never drawn has no picture, and a token may lack that one scope: the list serves without.
      if (error instanceof WorkbenchError && ['AF_NOT_FOUND', 'AF_TABLEAU_PERMISSION_DENIED', 'AF_TABLEAU_SESSION_ENDED'].includes(error.code)) return null;
      throw error;
    } finally {
      const next = waiting.shift();
      if (next === undefined) underWay -= 1;
      else next(); // it takes this one's place
    }
  }

  return {
    read(view) {
      const before = pictures.get(view.id);
      if (before !== undefined) return before;
      if (pictures.size >= held) pictures.delete(pictures.keys().next().value!);
      const asked = fetchOne(view);
      pictures.set(view.id, asked);
      asked.catch(() => { if (pictures.get(view.id) === asked) pictures.delete(view.id); });
      return asked;
    },
  };
}
