import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
/** For each rule of .dependency-cruiser.cjs: a file, and what it must not import. */
const bad: Record<string, [file: string, imports: string]> = {
  'no-cycles': ['app/shared/domain/one.ts', './two.ts'],
  'domain-is-pure': ['app/shared/domain/bad.ts', '../api/target.ts'],
  'shared-api-is-pure': ['app/shared/api/bad.ts', 'node:fs'],
  'store-stands-alone': ['app/main/store/bad.ts', '../detect/target.ts'],
  'stages-do-not-meet': ['app/main/incident/bad.ts', '../detect/target.ts'],
  'stages-know-no-wiring': ['app/main/window/bad.ts', '../workbench/target.ts'],
  'record-source-is-an-interface': ['app/main/notify/bad.ts', '../ingest/record-source.ts'],
  'detector-is-an-interface': ['app/main/replay/bad.ts', '../detect/detector.ts'],
  'workbench-knows-no-host': ['app/main/workbench/bad.ts', '../hosts/cli/target.ts'],
  'api-knows-the-workbench': ['app/main/api/bad.ts', '../store/target.ts'],
  'hosts-know-no-stage': ['app/main/hosts/cli/bad.ts', '../../detect/target.ts'],
  'hosts-do-not-meet': ['app/main/hosts/electron/bad.ts', '../cli/target.ts'],
  'renderer-knows-shared': ['app/renderer/bad.ts', '../main/detect/target.ts'],
  'main-knows-no-renderer': ['app/main/detect/bad.ts', '../../renderer/target.ts'],
  'renderer-has-no-node': ['app/renderer/bad-core.ts', 'node:fs'],
  'door-electron': ['app/main/hosts/web/bad.ts', 'electron'],
  'door-kafkajs': ['app/main/detect/bad-kafka.ts', 'kafkajs'],
  'door-platformatic-kafka': ['app/main/ingest/bad.ts', '@platformatic/kafka'],
  'door-tensorflow': ['app/main/detect/bad-tensor.ts', '@tensorflow/tfjs'],
  'door-pdfkit': ['app/main/workbench/bad-pdf.ts', 'pdfkit'],
  'door-sqlite': ['app/main/store/bad-sqlite.ts', 'better-sqlite3'],
  'door-uplot': ['app/renderer/views/bad.ts', 'uplot'],
  'door-fastify': ['app/main/hosts/cli/bad-fastify.ts', 'fastify'],
  'door-tableau-library': ['app/renderer/tableau-frame/bad-library.ts', '@tableau/embedding-api'],
  'door-jose': ['app/main/tableau/bad-jose.ts', 'jose'],
};
const targets = ['app/shared/api/target.ts', 'app/main/detect/target.ts', 'app/main/workbench/target.ts', 'app/main/hosts/cli/target.ts', 'app/main/store/target.ts', 'app/renderer/target.ts', 'app/main/ingest/record-source.ts', 'app/main/detect/detector.ts'];

let folder: string;
let found: Set<string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-rules-'));
  const write = (file: string, text: string) => {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const target of targets) write(target, 'export const target = 1;\n');
  write('app/shared/domain/two.ts', "import './one.ts';\nexport const two = 2;\n");
  for (const [file, imports] of Object.values(bad)) write(file, `import '${imports}';\nexport const bad = 1;\n`);
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.tests.json', 'tsconfig.base.json', 'package.json']) write(name, readFileSync(join(root, name), 'utf8'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  let output: string;
  try {
    output = execFileSync(process.execPath, [join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), 'app', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '--preserve-symlinks'], { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  const { summary } = JSON.parse(output) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  found = new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the import rules', () => {
  it.each(Object.entries(bad))('%s refuses a bad import', (name, [file]) => {
    expect([...found]).toContain(`${name} ${file}`);
  });
  it('are each tried here', () => {
    const names = [...readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8').matchAll(/\b(rule|door)\('([^']+)'/g)].map(([, kind, name]) => (kind === 'door' ? `door-${name}` : name!));
    expect(names.sort()).toEqual(Object.keys(bad).sort());
  });
});
