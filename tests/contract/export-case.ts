import assert from 'node:assert/strict';
import { parquetReadObjects } from 'hyparquet';
import type { InputOf } from '../../app/shared/api/contract.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import { failure } from './contract-case.ts';

/** The files of an incident with anomalies and samples: a report that keeps what people wrote as text, and tables with the same rows as CSV and Parquet. */
export async function savesFiles(workbench: Workbench, incidentId: string): Promise<void> {
  const { firstMover: seriesId, start, end, title } = await workbench.call('incidents.get', { incidentId });
  const evil = '<img src=x onerror=alert(1)>\n"שלום" 🫀';
  await workbench.call('incidents.comment', { incidentId, comment: evil });
  const { id: pinId } = await workbench.call('incidents.pin', { incidentId, seriesId, channel: 'load', range: { from: start - 600_000, to: end + 600_000 }, caption: '</svg><script>' });

  const fetched = async (content: InputOf<'exports.save'>['content'], format: InputOf<'exports.save'>['format']) => {
    const { exportId, bytes, name } = await workbench.call('exports.save', { incidentId, content, format, zone: 'Asia/Kolkata' });
    assert.ok(name.endsWith(`.${format}`), name);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes; at += pieces.at(-1)!.length) pieces.push((await workbench.call('exports.read', { exportId, offset: at })).piece);
    await workbench.call('exports.let-go', { exportId });
    assert.equal((await failure(workbench.call('exports.read', { exportId, offset: 0 }))).code, 'AF_NOT_FOUND');
    return Buffer.concat(pieces);
  };
  const html = (await fetched('report', 'html')).toString();
  assert.match(html, /default-src 'none'/);
  assert.doesNotMatch(html, /<script|<img|<\/svg><script/);
  for (const words of ['&lt;img src=x onerror=alert(1)&gt;\n&quot;שלום&quot; 🫀', '&lt;/svg&gt;&lt;script&gt;', 'all are Asia/Kolkata', 'What moved with it', 'Wrote a note', 'SHA-256 of', 'forecast-residual', 'Expected 1']) assert.ok(html.includes(words), words);
  assert.ok((html.match(/<figure>/g) ?? []).length >= 2 && /<path d="M[^"]+" fill="none" stroke="#123f75"/.test(html));
  const [, csvTitle] = /<title>([^<]+)</.exec(html)!;
  assert.equal(csvTitle, title);

  const anomalies = await workbench.call('incidents.anomalies', { incidentId });
  const rowsOf = async (bytes: Buffer) => parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer });
  assert.deepEqual((await rowsOf(await fetched('anomalies', 'parquet'))).map(({ anomaly_id: id }) => id as string), anomalies.map(({ id }) => id));
  const lines = (await fetched('anomalies', 'csv')).toString().trimEnd().split('\n');
  assert.deepEqual([lines.length, lines[0]!.split(',')[0]], [anomalies.length + 1, 'anomaly_id']);
  const samples = await rowsOf(await fetched('samples', 'parquet'));
  const csv = (await fetched('samples', 'csv')).toString().trimEnd().split('\n');
  assert.equal(csv.length, samples.length + 1);
  assert.ok(samples.some(({ time, observed }) => (time as Date).getTime() === start && (observed as number) > 80), 'the peak is among them');
  assert.equal((await failure(workbench.call('exports.save', { incidentId, content: 'report', format: 'csv' }))).code, 'AF_API_INPUT_INVALID');
  await workbench.call('incidents.unpin', { incidentId, pinId });
}
