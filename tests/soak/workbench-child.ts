/**
 * A workbench in a process of its own, to be killed: node workbench-child.ts <data folder> <brokers> <topic>. Makes the stream where there is none, and
 * writes one line `<records stored> <lag>` to standard output whenever that changes. Ends on SIGTERM in order.
 */
import { openCore } from '../../app/main/api/open-core.ts';
import { passphraseSecretStore } from '../../app/main/workbench/secrets.ts';
import { createClient } from '../../app/shared/api/client.ts';
import { linkTransports } from '../../app/shared/api/linked-transport.ts';
import { join } from 'node:path';
import { killDraft, killPassphrase } from './kill-load.ts';

const [dataFolder, brokers, topic] = process.argv.slice(2) as [string, string, string];
const core = await openCore({ kind: 'test', dataFolder, installFolder: join(import.meta.dirname, '..', '..'), secretStore: passphraseSecretStore(killPassphrase), logFile: join(dataFolder, 'child.log') });
const [ours, theirs] = linkTransports();
core.serve(theirs, { name: 'child', role: 'owner' });
const workbench = createClient(ours);
const tell = (rows: readonly { health: { recordCount: number; lag: number | null; state: string } }[]) => {
  for (const { health } of rows) process.stdout.write(`${health.recordCount} ${health.lag ?? -1} ${health.state}\n`);
};
workbench.subscribe('streams.watch', {}, { onSnapshot: tell, onChange: ({ changed }) => tell(changed), onError: (error) => { throw error; } });
if ((await workbench.call('streams.list', {})).length === 0) await workbench.call('streams.create', killDraft(brokers.split(','), topic));
process.on('SIGTERM', () => void core.close().then(() => process.exit(0)));
