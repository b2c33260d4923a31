import { app, MessageChannelMain, utilityProcess, type MessagePortMain } from 'electron';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { FromWorkbench, ToWorkbench } from './control-messages.ts';
import { onEnd } from './on-end.ts';
import { createPipeMessages } from './pipe-messages.ts';

/** The process that does all the work, as main sees it. */
export interface WorkbenchProcess {
  tell(message: ToWorkbench): void;
  /** A new connection for a page: main hands the port to it. */
  connect(): MessagePortMain;
  kill(): void;
}

/** better-sqlite3 needs Node-API 10. */
const oldestNode = 22;

/** Starts it: a utility process where this runtime's Node can hold it, else Node itself with main relaying the bytes. */
export function startWorkbenchProcess(entry: string, on: { message(message: FromWorkbench): void; exit(code: number | null): void }): WorkbenchProcess {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= oldestNode ? inUtilityProcess(entry, on) : inNode(entry, on);
}

function inUtilityProcess(entry: string, on: { message(message: FromWorkbench): void; exit(code: number | null): void }): WorkbenchProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'AnomalyForce workbench' });
  child.on('message', (message: FromWorkbench) => on.message(message));
  child.on('exit', (code) => on.exit(code));
  return {
    tell: (message) => child.postMessage(message),
    connect() {
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ type: 'connection' }, [port2]);
      return port1;
    },
    kill: () => void child.kill(),
  };
}

function inNode(entry: string, on: { message(message: FromWorkbench): void; exit(code: number | null): void }): WorkbenchProcess {
  const child = spawn(findNode(), [entry], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'], env: { ...process.env, ANOMALYFORCE_PIPE: '3' } });
  const ports = new Map<number, MessagePortMain>();
  const pipe = createPipeMessages(child.stdio[3] as Duplex, (message) => {
    if (!('control' in message)) return ports.get(message.connection)?.postMessage(message.bytes);
    const control = message.control as FromWorkbench;
    if (control.type === 'disconnected') disconnect(control.connection);
    else on.message(control);
  });
  onEnd(child, on.exit);
  let connections = 0;
  function disconnect(connection: number): void {
    const port = ports.get(connection);
    if (port === undefined) return;
    ports.delete(connection);
    port.close();
    pipe.send({ control: { type: 'disconnected', connection } satisfies ToWorkbench });
  }
  return {
    tell: (message) => pipe.send({ control: message }),
    connect() {
      const { port1, port2 } = new MessageChannelMain();
      const connection = ++connections;
      ports.set(connection, port2);
      port2.on('message', ({ data }: { data: Uint8Array }) => pipe.send({ connection, bytes: data }));
      port2.on('close', () => disconnect(connection));
      port2.start();
      return port1;
    },
    kill: () => void child.kill(),
  };
}

/** The Node to run the workbench on: named by the environment, or the one that the set-up pinned. */
function findNode(): string {
  const named = process.env.ANOMALYFORCE_NODE;
  if (named) return named;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const unpacked = app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked');
  const places = [join(unpacked, 'node_modules', '.bin', name), join(unpacked, 'node_modules', `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, 'bin', name)];
  return places.find((place) => existsSync(place)) ?? name;
}
