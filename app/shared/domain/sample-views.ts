import type { TableauConnection, TableauConnectionId, TableauView } from './tableau.ts';

/** The connection of the stand-in: always there, needs no server, and is not Tableau. */
export const standInId = 'stand-in' as TableauConnectionId;
export const standInName = 'Stand-in, not Tableau';
/** It resolves nowhere (RFC 2606): nothing of the stand-in leaves this machine. */
export const standInAddress = 'https://stand-in.invalid';
export const standIn: TableauConnection = { id: standInId, name: standInName, address: standInAddress, site: '', signIn: { kind: 'view' }, signInHosts: [], createdAt: 0 };

const view = (path: string, name: string): TableauView => ({ id: path.slice(1), workbookId: 'stand-in', name, workbook: standInName, path, updatedAt: null });

/** What the stand-in can show; all but the first show what a real view may also do. */
export const standInViews: readonly TableauView[] = [
  view('/wards', 'Bed occupancy by ward'),
  view('/slow', 'A slow view'),
  view('/fixed', 'A view whose filters are refused'),
  view('/long', 'A view of 10,001 rows'),
  view('/twins', 'Two sheets of one name'),
  view('/markup', 'Markup in names'),
  view('/sign-in', 'A sign-in that fails'),
  view('/version', 'Another version'),
  view('/denied', 'A view without permission'),
  view('/silent', 'A server that does not answer'),
];
