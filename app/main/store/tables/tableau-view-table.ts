import * as z from 'zod';
import { findingSchema, judgedSchema, snapshotSchema, viewMappingSchema, type Finding, type Snapshot, type ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { TableauConnectionId } from '../../../shared/domain/tableau.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** What is kept of one view. */
export interface KeptView {
  mapping: ViewMapping | null;
  findings: Finding[];
  judged: z.infer<typeof judgedSchema> | null;
  snapshot: { at: number; data: Snapshot } | null;
  picture: { at: number; png: Uint8Array } | null;
}

/** What is kept of a view; nothing where it was never opened. */
export function readTableauView(db: ReadableDb, connectionId: TableauConnectionId, path: string): KeptView {
  const row = db.prepare('SELECT mapping, findings, judged, snapshot, snapshot_at AS snapshotAt, picture, picture_at AS pictureAt FROM tableau_view WHERE connection_id = ? AND path = ?').get(connectionId, path) as
    | { mapping: string | null; findings: string; judged: string | null; snapshot: string | null; snapshotAt: number | null; picture: Uint8Array | null; pictureAt: number | null } | undefined;
  return {
    mapping: row?.mapping ? viewMappingSchema.parse(JSON.parse(row.mapping)) : null,
    findings: row === undefined ? [] : z.array(findingSchema).parse(JSON.parse(row.findings)),
    judged: row?.judged ? judgedSchema.parse(JSON.parse(row.judged)) : null,
    snapshot: row?.snapshot ? { at: row.snapshotAt!, data: snapshotSchema.parse(JSON.parse(row.snapshot)) } : null,
    picture: row?.picture ? { at: row.pictureAt!, png: new Uint8Array(row.picture) } : null,
  };
}

/** The views whose mapping names a stream, by their addresses. */
export function viewsOfStream(db: ReadableDb, streamId: StreamId): { connectionId: TableauConnectionId; path: string }[] {
  return db.prepare("SELECT connection_id AS connectionId, path FROM tableau_view WHERE json_extract(mapping, '$.stream') = ? ORDER BY connection_id, path").all(streamId) as { connectionId: TableauConnectionId; path: string }[];
}

/** Keeps the parts that are given; the others stay. */
export function keepTableauView(db: WritableDb, connectionId: TableauConnectionId, path: string, { mapping, findings, judged, snapshot, picture }: Partial<KeptView>): void {
  db.prepare('INSERT INTO tableau_view (connection_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING').run(connectionId, path);
  const put = (column: string, value: unknown) => db.prepare(`UPDATE tableau_view SET ${column} = ? WHERE connection_id = ? AND path = ?`).run(value, connectionId, path);
  if (mapping !== undefined) put('mapping', mapping === null ? null : JSON.stringify(mapping));
  if (findings !== undefined) put('findings', JSON.stringify(findings));
  if (judged) put('judged', JSON.stringify(judged));
  if (snapshot) {
    put('snapshot', JSON.stringify(snapshot.data));
    put('snapshot_at', snapshot.at);
  }
  if (picture) {
    put('picture', picture.png);
    put('picture_at', picture.at);
  }
}
