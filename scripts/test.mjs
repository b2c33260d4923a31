/*
 * `npm test`: everything, on a fresh machine. Sets up what is missing, then types, lint, import rules, unit, integration on a real broker, the
 * screens in Chromium and the desktop program in Electron. `npm test -- unit e2e` runs only those. Last line: `N passed, N failed, N skipped`.
 * Under CI=true a skip is a failure unless the README names it.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { bringDesktopTools } from './setup/desktop-tools.mjs';
import { electronRuntime } from './setup/electron-runtime.mjs';
import { root, run, seconds, toolEnvironment, step } from './setup/steps.mjs';
import { setUp } from './setup/set-up.mjs';

const reports = join(root, '.cache', 'reports');
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, each with the first lines of why: told once more at the end, where whoever reads only the tail of a log sees it. */
const failures = [];
const asked = process.argv.slice(2);

const suites = {
  types: () => check('type check', 'tsc', ['-b']),
  lint: () => check('lint', 'eslint', ['.']),
  imports: () => check('import rules', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'app', 'bench', 'tests', 'scripts']),
  unit: () => vitest('unit'),
  async integration() {
    const { bringBroker } = await import('./kafka/broker.mjs');
    await step('the broker (43 MB through Maven, once)', bringBroker);
    const { bringHyperEngine } = await import('./setup/hyper-engine.mjs');
    await step('the engine in which Tableau reads data (91 MB through pip, once)', () => bringHyperEngine().then(() => undefined));
    const { bringTabpyClient } = await import('./setup/tabpy-client.mjs');
    await step('the client by which Tableau’s tools ask for scores (through pip, once)', () => bringTabpyClient().then(() => undefined));
    await vitest('integration');
  },
  async e2e() {
    const missing = await bringDesktopTools();
    if (missing !== null) return skip('end-to-end suite', missing);
    await playwright('e2e', []);
  },
  async desktop() {
    const missing = await bringDesktopTools();
    if (missing !== null) return skip('desktop suite', missing);
    const runtime = await electronRuntime();
    if (runtime.executable === undefined) return skip('desktop suite', runtime.missing);
    await playwright('desktop', ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24 -noreset']);
  },
};

const begun = performance.now();
try {
  const unknown = asked.filter((name) => !(name in suites));
  if (unknown.length > 0) throw new Error(`There is no suite called ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  await setUp();
  for (const [name, suite] of Object.entries(suites)) if (asked.length === 0 || asked.includes(name)) await suite();
} catch (error) {
  fail(error.message);
}
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.map((words) => `✗ ${words}`).join('\n')}`);
console.log(`\nAll of it took ${seconds(begun)}.`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A tool whose exit code is its verdict: counts as one. */
async function check(name, command, args) {
  try {
    await step(name, () => run(command, args).then(() => undefined));
    total.passed += 1;
  } catch (error) {
    fail(`${name}: ${error.message}`);
  }
}

async function vitest(project) {
  const file = join(reports, `${project}.json`);
  console.log(`\n${project} tests`);
  await run('vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]).catch(() => undefined);
  const report = read(file, project);
  if (report === null) return;
  for (const { testResults } of [report]) for (const { name, status, assertionResults, message } of testResults) {
    if (status === 'failed' && assertionResults.every((one) => one.status !== 'failed')) fail(`${name.slice(root.length + 1)} could not be run: ${beginning(message)}`);
    for (const one of assertionResults) {
      if (one.status === 'passed') total.passed += 1;
      else if (one.status === 'failed') fail(`${name.slice(root.length + 1)} › ${one.fullName}: ${beginning(one.failureMessages.join('\n'))}`);
      else skip(one.fullName, 'marked so in its file');
    }
  }
}

async function playwright(project, before) {
  const file = join(reports, `${project}.json`);
  console.log(`\n${project} tests`);
  const [command, ...args] = [...before, 'playwright', 'test', '--project', project, '--reporter=list,json'];
  await run(command, args, { env: { ...toolEnvironment, PLAYWRIGHT_JSON_OUTPUT_FILE: file } }).catch(() => undefined);
  const report = read(file, project);
  if (report === null) return;
  total.passed += report.stats.expected;
  for (const { message } of report.errors) fail(`${project}: ${beginning(message)}`);
  for (const spec of report.suites.flatMap(specsOf)) {
    const failed = spec.tests.filter((one) => one.status === 'unexpected' || one.status === 'flaky');
    for (const one of failed) fail(`${spec.file}:${spec.line} › ${spec.title}: ${beginning(one.results.flatMap((result) => result.errors.map((error) => error.message)).join('\n'))}`);
  }
  for (let i = 0; i < report.stats.skipped; i++) skip(`${project} test`, 'not run; see above');
}

function read(file, project) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  fail(`the ${project} tests ended without a report`);
  return null;
}

/** The tests of a file in playwright's report, those of its `describe`s with them. */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

function beginning(message = '') {
  return stripVTControlCharacters(message).split('\n').slice(0, 12).join('\n    ');
}

function fail(words) {
  console.error(`✗ ${words}`);
  failures.push(words);
  total.failed += 1;
}

/** Told with its reason; under CI a failure unless the README names it between backquotes. */
function skip(name, reason) {
  console.log(`- skipped: ${name}: ${reason}`);
  if (process.env.CI === 'true' && !readFileSync(join(root, 'README.md'), 'utf8').includes(`\`${name}\` may be skipped`)) return fail(`${name} was skipped, and CI allows no skip that the README does not name`);
  total.skipped += 1;
}
