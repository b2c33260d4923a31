import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'anomalyforce-cli-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The program in a process of its own, whose temporary folder is this test's. */
function begin(...args: string[]) {
  const { ANOMALYFORCE_PASSPHRASE: _, ANOMALYFORCE_DATA: __, ...env } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { env: { ...env, TMPDIR: folder }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, errors })) };
}

describe('the command line', () => {
  it.each([
    ['--port', ['serve', '--port', 'http']], ['--port', ['start', '--port', '70000']], ['--sensitivity', ['ingest', 'x.csv', '--sensitivity', '2']], ['--speed', ['replay', 'x.csv', '--speed', 'slow']],
    ['--for', ['record', 'x.afcap', '--for', 'soon']], ['--rate', ['simulate', 'retail', '--rate', '-1']], ['--seed', ['simulate', 'retail', '--seed', '1.5']], ['--series', ['simulate', 'retail', '--series', '0']],
    ['--duration', ['simulate', 'retail', '--duration', '6']], ['--from', ['simulate', 'retail', '--from', 'noon']],
  ])('says that %s is wrong in “%s”, and answers 2', async (option, args) => {
    const { code, errors } = await begin(...args).ended;
    expect(code).toBe(2);
    expect(errors).toMatch(new RegExp(`option '${option} .* is invalid. It must be`));
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['No topic is named', ['record', 'x.afcap', '--brokers', '127.0.0.1:1']], ['Neither a broker nor a file is named', ['simulate', 'retail']], ['"localhost" is no broker\'s address', ['simulate', 'retail', '--brokers', 'localhost']],
    ['Nobody is named for the sign-in', ['simulate', 'retail', '--brokers', '127.0.0.1:1', '--sasl', 'plain']], ['nowhere.afpack can\'t be read: there is no such file', ['verify', 'nowhere.afpack']],
    ['Allowed choices are forecast-residual', ['replay', 'x.csv', '--detector', 'best']], ['It must be UTC or a name', ['replay', 'x.csv', '--zone', 'Berlin']], ['--help lists what there is', ['watch']],
  ])('says “%s”, and answers 2', async (words, args) => {
    const { code, errors } = await begin(...args).ended;
    expect(errors).toContain(words);
    expect(code).toBe(2);
  });

  it('ends when the port is taken, and leaves nothing behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { code, errors } = await begin('serve', '--throwaway', '--port', String((other.address() as AddressInfo).port)).ended;
    other.close();
    expect(code).toBe(1);
    expect(errors).toMatch(/AF_HOST_PORT_TAKEN|The screens are not built/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when it is interrupted before it listens', async () => {
    const made = new Promise((resolve) => {
      const watching = watch(folder, () => resolve(watching.close()));
    });
    const { child, ended } = begin('serve', '--throwaway', '--port', '0');
    await made;
    child.kill('SIGINT');
    await ended;
    expect(readdirSync(folder)).toEqual([]);
  });
});
