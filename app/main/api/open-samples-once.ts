import { createClient } from '../../shared/api/client.ts';
import { linkTransports } from '../../shared/api/linked-transport.ts';
import type { OpenedCore } from './open-core.ts';

/** Opens the sample workspace where there is no stream yet: a workspace that the analyst has made stays as it is. */
export async function openSamplesOnce(core: Pick<OpenedCore, 'serve'>): Promise<void> {
  const [ours, theirs] = linkTransports();
  core.serve(theirs, { name: 'first start', role: 'owner' });
  const workbench = createClient(ours);
  if ((await workbench.call('streams.list', {})).length === 0) await workbench.call('workspace.open-sample', {});
  workbench.close();
}
