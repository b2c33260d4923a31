/*
 * A real Kafka broker (KRaft, one node) on loopback, for trying things out (`npm run kafka`) and for the tests. The jars come through Maven
 * once, into the cache folder.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../setup/free-ports.mjs';
import { cacheFolder, run } from '../setup/steps.mjs';

const version = '4.1.0';
const jars = join(cacheFolder, `kafka-${version}`);

/** Brings the broker's jars where they are missing: 45 of them, 43 MB. */
export async function bringBroker() {
  if (existsSync(join(jars, 'complete'))) return false;
  mkdirSync(jars, { recursive: true });
  writeFileSync(join(jars, 'pom.xml'), `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>broker</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency></dependencies></project>\n`);
  await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${join(jars, 'lib')}`], { cwd: jars, quiet: true });
  writeFileSync(join(jars, 'complete'), version);
  return true;
}

/**
 * Starts a broker and resolves when it takes connections.
 * @param {{ port?: number, dataDir?: string, listeners?: { name: string, protocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL', port?: number }[], properties?: Record<string, string>, scramUsers?: { mechanism: string, name: string, password: string }[], plainUsers?: { name: string, password: string }[] }} [options]
 * `listeners` come on top of a plain one; each gets a free port unless told. Those with SASL take all users, each by its mechanism,
 * unless `properties` say otherwise. A temporary data folder is deleted by `stop`,
 * and where the start fails.
 * @returns {Promise<{ brokers: string[], port: number, ports: Record<string, number>, dataDir: string, logFile: string, stop(): Promise<void>, kill(): Promise<void>, restart(): Promise<void> }>}
 */
export async function startBroker(options = {}) {
  await bringBroker();
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'anomalyforce-kafka-'));
  mkdirSync(dataDir, { recursive: true });
  const discard = () => { if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true }); };
  const listeners = options.listeners ?? [];
  const [free, controller, ...others] = await freePorts(2 + listeners.length);
  const port = options.port ?? free;
  const ports = Object.fromEntries(listeners.map((listener, i) => [listener.name, listener.port ?? others[i]]));
  const all = [{ name: 'PLAIN', protocol: 'PLAINTEXT', port }, ...listeners.map((listener) => ({ ...listener, port: ports[listener.name] }))];
  const address = (listener) => `${listener.name}://127.0.0.1:${listener.port}`;
  const properties = {
    'process.roles': 'broker,controller', 'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controller}`, 'controller.listener.names': 'CONTROLLER',
    listeners: [...all.map(address), `CONTROLLER://127.0.0.1:${controller}`].join(','),
    'advertised.listeners': all.map(address).join(','),
    'listener.security.protocol.map': [...all.map((listener) => `${listener.name}:${listener.protocol}`), 'CONTROLLER:PLAINTEXT'].join(','),
    'inter.broker.listener.name': 'PLAIN', 'log.dirs': join(dataDir, 'log'), 'num.partitions': '1',
    'offsets.topic.replication.factor': '1', 'offsets.topic.num.partitions': '1', 'transaction.state.log.replication.factor': '1', 'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0', 'auto.create.topics.enable': 'true', 'log.retention.ms': '-1', 'log.retention.bytes': '2147483648', // event times of simulations lie long ago: kept by size
    'log.segment.bytes': '268435456',
    ...signIn(options),
    ...options.properties,
  };
  const file = join(dataDir, 'server.properties');
  writeFileSync(file, Object.entries(properties).map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 });
  const logFile = join(dataDir, 'broker.log');
  const java = (main, ...args) => ['-Xmx512m', '-Xms128m', '-cp', join(jars, 'lib', '*'), `-Dlog4j2.level=warn`, main, ...args];
  if (!existsSync(join(dataDir, 'log', 'meta.properties'))) {
    const users = (options.scramUsers ?? []).flatMap(({ mechanism, name, password }) => ['--add-scram', `${mechanism}=[name=${name},password=${password}]`]);
    await run('java', java('kafka.tools.StorageTool', 'format', '-t', 'YW5vbWFseWZvcmNlLWthZg', '-c', file, ...users), { quiet: true }).catch((error) => { discard(); throw error; });
  }

  let child;
  const begin = async () => {
    const log = createWriteStream(logFile, { flags: 'a' });
    await once(log, 'open');
    child = spawn('java', java('kafka.Kafka', file), { stdio: ['ignore', log, log] });
    const ended = once(child, 'exit').then(([code]) => { throw new Error(`the broker ended with ${code}; see ${logFile}`); });
    ended.catch(() => undefined);
    await Promise.race([untilOpen(all.map((listener) => listener.port)), ended]);
  };
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const onExit = () => child?.kill('SIGKILL');
  process.once('exit', onExit);
  try {
    await begin();
  } catch (error) {
    process.off('exit', onExit);
    await end('SIGKILL');
    const said = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
    discard();
    throw new Error(`the broker did not start. Its last lines:\n${said}`, { cause: error });
  }
  return {
    brokers: [`127.0.0.1:${port}`], port, ports, dataDir, logFile,
    async stop() {
      process.off('exit', onExit);
      await end(options.dataDir ? 'SIGTERM' : 'SIGKILL');
      discard();
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      await begin();
    },
  };
}

/** The properties by which SASL listeners take users: PLAIN holds them itself, SCRAM finds them where formatting wrote them, and asks for its module still. */
function signIn({ listeners = [], scramUsers = [], plainUsers = [] }) {
  const modules = {};
  for (const { mechanism } of scramUsers) modules[mechanism] = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  if (plainUsers.length > 0) modules.PLAIN = `org.apache.kafka.common.security.plain.PlainLoginModule required ${plainUsers.map(({ name, password }) => `user_${name}="${password}"`).join(' ')};`;
  const properties = {};
  for (const { name } of listeners.filter(({ protocol }) => protocol.startsWith('SASL'))) {
    const prefix = `listener.name.${name.toLowerCase()}`;
    properties[`${prefix}.sasl.enabled.mechanisms`] = Object.keys(modules).join(',');
    for (const [mechanism, module] of Object.entries(modules)) properties[`${prefix}.${mechanism.toLowerCase()}.sasl.jaas.config`] = module;
  }
  return properties;
}

async function untilOpen(ports, deadline = Date.now() + 180_000) {
  for (const port of ports) {
    for (;;) {
      const open = await new Promise((resolve) => {
        const socket = createConnection({ port, host: '127.0.0.1' }, () => { socket.destroy(); resolve(true); });
        socket.on('error', () => resolve(false));
      });
      if (open) break;
      if (Date.now() > deadline) throw new Error(`nothing listens on ${port} after three minutes`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
