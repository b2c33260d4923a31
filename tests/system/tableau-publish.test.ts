import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicationDraftSchema, type PublicationContent } from '../../app/shared/domain/publication.ts';
import { tableauConnectionDraftSchema, type TableauConnectionId } from '../../app/shared/domain/tableau.ts';
import { bringHyperEngine } from '../../scripts/setup/hyper-engine.mjs';
import { openTestWorkbench, untilHealth, type TestWorkbench } from '../fixtures/open-test-workbench.ts';
import { startTableauStandIn, type TableauStandIn } from '../stand-ins/tableau-rest-server.ts';

/* What a whole workbench publishes is read by the engine in which Tableau reads it. */
let opened: TestWorkbench;
let server: TableauStandIn;
let connectionId: TableauConnectionId;
let hyper: string;

beforeAll(async () => {
  hyper = await bringHyperEngine();
  server = await startTableauStandIn();
  opened = await openTestWorkbench();
  const { workbench } = opened;
  ({ id: connectionId } = await workbench.call('tableau.save', { connectionId: null, draft: tableauConnectionDraftSchema.parse({ name: 'Lab', address: server.address, site: 'lab', signIn: { kind: 'token', name: 'desk', secret: 'pat-secret' } }) }));
  const finance = (await workbench.call('workspace.samples', {})).find(({ domain }) => domain === 'finance')!;
  const [stream] = await workbench.call('workspace.open-sample', { sampleId: finance.id });
  await untilHealth(workbench, stream!.id, ({ state }) => state === 'finished');
}, 180_000);
afterAll(async () => {
  await opened.remove();
  await server.close();
});

async function publish(content: PublicationContent): Promise<string> {
  const { id } = await opened.workbench.call('publications.save', { publicationId: null, draft: publicationDraftSchema.parse({ name: content, connectionId, content }) });
  await opened.workbench.call('publications.publish', { publicationId: id });
  const file = join(opened.dataFolder, `${content}.parquet`);
  writeFileSync(file, server.published.get(content)!.parquet);
  return file;
}
async function ask(file: string, query: string): Promise<{ columns: [string, string][]; rows: unknown[][] }> {
  const { stdout } = await promisify(execFile)('python3', [join(import.meta.dirname, '..', 'fixtures', 'read-by-hyper.py'), file, query], { env: { ...process.env, PYTHONPATH: hyper } });
  return JSON.parse(stdout) as { columns: [string, string][]; rows: unknown[][] };
}

it('anomalies are read by Tableau’s engine: each once, with dates, numbers and text as such, and their verdicts', async () => {
  const { workbench } = opened;
  const { anomalies, total } = await workbench.call('anomalies.list', {});
  await workbench.call('feedback.judge', { anomalyId: anomalies[0]!.id, verdict: 'true' });
  const file = await publish('anomalies');
  const { columns } = await ask(file, 'SELECT * FROM {file} LIMIT 0');
  const described = await workbench.call('publications.describe', { content: 'anomalies' });
  expect(columns.map(([name]) => name)).toEqual(described.map(({ name }) => name));
  const types: Record<string, RegExp> = { STRING: /^TEXT/, DOUBLE: /^DOUBLE/, TIMESTAMP: /^TIMESTAMP/ };
  for (const [at, [name, type]] of columns.entries()) expect(type, name).toMatch(types[described[at]!.type]!);
  expect((await ask(file, "SELECT COUNT(*), COUNT(DISTINCT anomaly_id), COUNT(verdict), MIN(CASE WHEN verdict = 'true' THEN anomaly_id END) FROM {file}")).rows).toEqual([[total, total, 1, anomalies[0]!.id]]);
  const one = anomalies[0]!;
  expect((await ask(file, `SELECT EXTRACT(EPOCH FROM start), score, explanation FROM {file} WHERE anomaly_id = '${one.id}'`)).rows.map(([start, ...rest]) => [Number(start), ...rest])).toEqual([[one.start / 1000, one.score, one.explanation]]);
  expect(server.faults).toEqual([]);
});

it('samples are read by Tableau’s engine: as many as are stored, with what is expected next, the forecast within its band', async () => {
  const series = await opened.workbench.call('series.list', {});
  const stored = series.reduce((sum, { sampleCount, channels }) => sum + sampleCount * channels.length, 0);
  const file = await publish('samples');
  const { rows } = await ask(file, "SELECT kind, COUNT(*), COUNT(DISTINCT series), SUM(CASE WHEN expected < low OR expected > high THEN 1 ELSE 0 END) FROM {file} GROUP BY kind ORDER BY kind");
  const channels = series.reduce((sum, one) => sum + one.channels.length, 0);
  expect(rows).toEqual([['forecast', 48 * channels, series.length, 0], ['sample', stored, series.length, 0]]);
  expect((await ask(file, "SELECT COUNT(*) FROM {file} AS f JOIN (SELECT series, MAX(time) AS last FROM {file} WHERE kind = 'sample' GROUP BY series) AS s ON f.series = s.series WHERE f.kind = 'forecast' AND f.time <= s.last")).rows).toEqual([[0]]);
});
