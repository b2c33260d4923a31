import * as z from 'zod';
import { findingSchema, judgedSchema, snapshotSchema, viewMappingSchema, type Finding, type Snapshot, type ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { TableauConnectionId } from '../../../shared/domain/tableau.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** What is kept of one sheet that is watched. */
export interface KeptSheet {
  mapping: ViewMapping;
  findings: Finding[];
  judged: z.infer<typeof judgedSchema> | null;
}

/** What is kept of one view. */
export interface KeptView {
  /** By their places. */
  sheets: KeptSheet[];
  snapshot: { at: number; data: Snapshot } | null;
  picture: { at: number; png: Uint8Array } | null;
}

/** What is kept of a view; nothing where it was never opened. */
export function readTableauView(db: ReadableDb, connectionId: TableauConnectionId, path: string): KeptView {
  const row = db.prepare('SELECT snapshot, snapshot_at AS snapshotAt, picture, picture_at AS pictureAt FROM tableau_view WHERE connection_id = ? AND path = ?').get(connectionId, path) as
    | { snapshot: string | null; snapshotAt: number | null; picture: Uint8Array | null; pictureAt: number | null } | undefined;
  const sheets = db.prepare('SELECT mapping, findings, judged FROM tableau_sheet WHERE connection_id = ? AND path = ? ORDER BY place, name').all(connectionId, path) as { mapping: string; findings: string; judged: string | null }[];
  return {
    sheets: sheets.map(({ mapping, findings, judged }) => ({ mapping: viewMappingSchema.parse(JSON.parse(mapping)), findings: z.array(findingSchema).parse(JSON.parse(findings)), judged: judged === null ? null : judgedSchema.parse(JSON.parse(judged)) })),
    snapshot: row?.snapshot ? { at: row.snapshotAt!, data: snapshotSchema.parse(JSON.parse(row.snapshot)) } : null,
    picture: row?.picture ? { at: row.pictureAt!, png: new Uint8Array(row.picture) } : null,
  };
}

/** The views with a sheet whose mapping names a stream, by their addresses. */
export function viewsOfStream(db: ReadableDb, streamId: StreamId): { connectionId: TableauConnectionId; path: string }[] {
  return db.prepare("SELECT DISTINCT connection_id AS connectionId, path FROM tableau_sheet WHERE json_extract(mapping, '$.stream') = ? ORDER BY connection_id, path").all(streamId) as { connectionId: TableauConnectionId; path: string }[];
}

/** Keeps a sheet's mapping, and the other parts that are given; those that are not stay. */
export function keepTableauSheet(db: WritableDb, connectionId: TableauConnectionId, path: string, { mapping, findings, judged }: Pick<KeptSheet, 'mapping'> & Partial<KeptSheet>): void {
  const { name, place } = mapping.sheet;
  db.prepare(`INSERT INTO tableau_sheet (connection_id, path, name, place, mapping, findings, judged) VALUES (@connectionId, @path, @name, @place, @mapping, coalesce(@findings, '[]'), @judged)
    ON CONFLICT DO UPDATE SET mapping = @mapping, findings = coalesce(@findings, findings), judged = coalesce(@judged, judged)`)
    .run({ connectionId, path, name, place, mapping: JSON.stringify(mapping), findings: findings === undefined ? null : JSON.stringify(findings), judged: judged ? JSON.stringify(judged) : null });
}

/** Keeps the last data or picture of a view. */
export function keepTableauView(db: WritableDb, connectionId: TableauConnectionId, path: string, { snapshot, picture }: Partial<Pick<KeptView, 'snapshot' | 'picture'>>): void {
  db.prepare('INSERT INTO tableau_view (connection_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING').run(connectionId, path);
  const put = (column: string, value: unknown) => db.prepare(`UPDATE tableau_view SET ${column} = ? WHERE connection_id = ? AND path = ?`).run(value, connectionId, path);
  if (snapshot) {
    put('snapshot', JSON.stringify(snapshot.data));
    put('snapshot_at', snapshot.at);
  }
  if (picture) {
    put('picture', picture.png);
    put('picture_at', picture.at);
  }
}
