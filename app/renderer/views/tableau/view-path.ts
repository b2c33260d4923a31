import { standInId, standInViews } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';

/**
 * The part of a view's address behind its server, as an embedded view wants it (`/t/<site>/views/<workbook>/<sheet>`); null where it is none, or of another server. What a browser shows has a `#` before its site, and a
 * question mark behind.
 */
export function pathOfView(text: string, address: string): string | null {
  const given = text.trim();
  if (!given.toLowerCase().startsWith(`${address}/`)) return null;
  const path = given.slice(address.length).replace(/^\/#/, '').split('?')[0]!.replace(/^\/site\//, '/t/');
  return /^(\/t\/[\w-]+)?\/views\/[^/]+\/[^/#]+(\/[^/#]+)*$/.test(path) ? path : null;
}

/** What a view is called, from its address: its workbook and sheet. */
export function nameOfView({ id }: Pick<TableauConnection, 'id'>, path: string): string {
  if (id === standInId) return standInViews.find((view) => view.path === path)?.name ?? path;
  return path.replace(/^.*\/views\//, '').split('/').join(' / ');
}
