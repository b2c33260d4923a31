import { statfsSync } from 'node:fs';
import type { DoctorCheck } from '../../shared/api/views.ts';
import type { WorkbenchServices } from './create-workbench.ts';

const leastFreeBytes = 2 ** 30;
const oldestNode = 24;

/** Looks at all that the workbench stands on; each fault comes with what to do. */
export async function examine({ version, status, store, streams, host }: Pick<WorkbenchServices, 'version' | 'status' | 'store' | 'streams' | 'host'>): Promise<DoctorCheck[]> {
  await status.settled();
  const { backend, store: storeStatus } = status.read();
  const free = statfsSync(host.dataFolder);
  const freeBytes = free.bavail * free.bsize;
  const integrity = store.check();
  const node = Number(process.versions.node.split('.')[0]);
  const display = host.kind === 'desktop' || process.platform !== 'linux' || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  const kafka = streams.list().filter(({ stream }) => stream.source.kind === 'kafka');
  const unreachable = kafka.filter(({ health }) => health.state === 'waiting' || health.state === 'failed');
  return [
    check('program', true, `AnomalyForce ${version} as ${host.kind}`),
    check('node', node >= oldestNode, `Node ${process.versions.node}`, 'Run npm start: it brings the pinned Node.'),
    check('detection', backend.name === 'native', backend.name === 'native' ? `native TensorFlow ${backend.version}` : `${backend.name} ${backend.version} ${backend.reason ?? ''}`.trim(), 'Install python3 with pip and g++, then run npm start with ANOMALYFORCE_RETRY_NATIVE=1.'),
    check('store', integrity === 'ok', integrity === 'ok' ? `${storeStatus.cipher}, ${mebibytes(storeStatus.bytes)}, and ${mebibytes(storeStatus.logBytes)} in its log, whole; key kept by ${storeStatus.keyKept}` : integrity, 'Restore the folder from a backup.'),
    check('disk', freeBytes >= leastFreeBytes, `${(freeBytes / 2 ** 30).toFixed(1)} GiB free at ${host.dataFolder}`, 'Free space, or shorten the retention in the settings.'),
    check('brokers', unreachable.length === 0, kafka.length === 0 ? 'no stream reads from a broker' : `${kafka.length - unreachable.length} of ${kafka.length} streams are connected`, unreachable.map(({ stream, health }) => `${stream.name}: ${health.error?.message ?? ''} ${health.error?.hint ?? ''}`).join(' ')),
    check('display', true, display ? 'a display is there' : 'no display: the screens open in a browser'),
  ];
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

function check(name: string, ok: boolean, found: string, advice = ''): DoctorCheck {
  return { name, ok, found, advice: ok || advice === '' ? null : advice };
}
