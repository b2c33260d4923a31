import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { extensionSetupSchema } from '../../app/shared/domain/extension.ts';
import { bringTabpyClient } from '../../scripts/setup/tabpy-client.mjs';
import { freePorts } from '../../scripts/setup/free-ports.mjs';
import { openTestWorkbench, type TestWorkbench } from '../fixtures/open-test-workbench.ts';

/* The endpoint for calculated fields is asked by the client that comes with TabPy, as it is. */
const password = 'correct horse battery';
let made: TestWorkbench;
let address: string;
let library: string;

beforeAll(async () => {
  library = await bringTabpyClient();
  made = await openTestWorkbench();
  const [port] = await freePorts(1);
  address = `http://127.0.0.1:${port}/`;
  await made.workbench.call('extension.save', extensionSetupSchema.parse({ enabled: true, port, password }));
}, 180_000);
afterAll(() => made.remove());

interface Told {
  answer?: { response: (number | null)[]; model: string; version: number };
  raised?: string;
  words?: string;
}
async function ask(model: string, data: object, secret = password): Promise<Told> {
  const child = spawn('python3', [join(import.meta.dirname, '..', 'fixtures', 'ask-by-tabpy.py'), address, 'tableau'], { env: { ...process.env, PYTHONPATH: library }, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ password: secret, model, data }));
  return JSON.parse(await text(child.stdout)) as Told;
}

it('TabPy’s own client signs in, asks a model, and takes the answer: a score for each row, the jump told of', async () => {
  const value = Array.from({ length: 400 }, (_, i) => 50 + 10 * Math.sin((i / 24) * 2 * Math.PI) + ((i * 7919) % 13) / 10 + (i >= 300 && i < 304 ? 60 : 0));
  const { answer } = await ask('score', { value });
  expect(answer).toMatchObject({ model: 'score', version: 1 });
  expect(answer!.response).toHaveLength(400);
  expect(answer!.response.slice(0, 100).every((score) => score === null)).toBe(true);
  const alerts = (await ask('alert', { value })).answer!.response;
  expect(alerts.indexOf(1)).toBeGreaterThanOrEqual(300);
  expect(alerts.indexOf(1)).toBeLessThan(304);
});

it('TabPy’s own client hears why it is refused, in words: a wrong password, a model that is not there', async () => {
  expect(await ask('score', { value: [1] }, 'wrong')).toEqual({ raised: 'ResponseError', words: expect.stringMatching(/^\(401\) User name or password is not right\. .+/) as string });
  expect(await ask('no-such', { value: [1] })).toEqual({ raised: 'ResponseError', words: expect.stringMatching(/^\(404\) There is no model no-such\. There are score/) as string });
});
