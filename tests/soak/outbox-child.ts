/**
 * A workbench in a process of its own, to be killed: node outbox-child.ts <data folder> <webhook address> <streams>. Makes an outlet and so many streams whose broker is not there, which is
 * told of each, where there are none; writes the ids of the deliveries that it knows of, one line each, to standard output. Ends on SIGTERM in order.
 */
import { openCore } from '../../app/main/api/open-core.ts';
import { passphraseSecretStore } from '../../app/main/workbench/secrets.ts';
import { createClient } from '../../app/shared/api/client.ts';
import { linkTransports } from '../../app/shared/api/linked-transport.ts';
import type { Delivery } from '../../app/shared/domain/outlet.ts';
import { join } from 'node:path';
import { killDraft, killPassphrase } from './kill-load.ts';

const [dataFolder, url, streams] = process.argv.slice(2) as [string, string, string];
const core = await openCore({ kind: 'test', dataFolder, installFolder: join(import.meta.dirname, '..', '..'), secretStore: passphraseSecretStore(killPassphrase), logFile: join(dataFolder, 'child.log') });
const [ours, theirs] = linkTransports();
core.serve(theirs, { name: 'child', role: 'owner' });
const workbench = createClient(ours);
const tell = (deliveries: readonly Delivery[]) => { for (const { id } of deliveries) process.stdout.write(`${id}\n`); };
workbench.subscribe('deliveries.watch', {}, { onSnapshot: tell, onChange: tell, onError: (error) => { throw error; } });
if ((await workbench.call('outlets.list', {})).length === 0) {
  await workbench.call('outlets.save', { draft: { name: 'Receiver', target: { kind: 'webhook', url, secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` } } });
  for (let k = 0; k < Number(streams); k++) await workbench.call('streams.create', { ...killDraft(['127.0.0.1:1'], 'none'), name: `Stream ${k}` });
}
process.on('SIGTERM', () => void core.close().then(() => process.exit(0)));
