import type { TableauConnection, TableauConnectionId, TableauView } from './tableau.ts';

/** The connection of the stand-in: always there, needs no server, and is not Tableau. */
export const standInId = 'stand-in' as TableauConnectionId;
export const standInName = 'Stand-in, not Tableau';
/** It resolves nowhere (RFC 2606): nothing of the stand-in leaves this machine. */
export const standInAddress = 'https://stand-in.invalid';
export const standIn: TableauConnection = { id: standInId, name: standInName, address: standInAddress, site: '', signIn: { kind: 'view' }, signInHosts: [], createdAt: 0 };

const view = (path: string, name: string, workbook = standInName): TableauView => ({ id: path.slice(1), workbookId: 'stand-in', name, workbook, path, updatedAt: null });

/** Stand-in views that show what a real one may do wrong as well. */
export const drills = 'To try what can go wrong';

/** What the stand-in can show. */
export const standInViews: readonly TableauView[] = [
  view('/wards', 'Bed occupancy by ward'),
  view('/dashboard', 'Beds by hour, by day and on average'),
  view('/slow', 'A slow view', drills),
  view('/fixed', 'A view whose filters are refused', drills),
  view('/long', 'A view of 10,001 rows', drills),
  view('/twins', 'Two sheets of one name', drills),
  view('/markup', 'Markup in names', drills),
  view('/sign-in', 'A sign-in that fails', drills),
  view('/version', 'Another version', drills),
  view('/denied', 'A view without permission', drills),
  view('/silent', 'A server that does not answer', drills),
];
