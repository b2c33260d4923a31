import type { Principal } from '../../shared/domain/account.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { createWorkbench, type WorkbenchOptions } from '../workbench/create-workbench.ts';
import { createDispatcher } from './dispatcher.ts';
import { createHandlers } from './methods.ts';

/** A running workbench, ready to serve any number of transports. */
export interface OpenedCore {
  /** Serves one connection on behalf of `principal`; the returned function ends it. */
  serve(transport: Transport, principal: Principal): () => void;
  /** The origin of the pages of Tableau views, which are served from then on; a page's policy names it. Null where this machine lets nothing listen. */
  frameOrigin(): Promise<string | null>;
  /** Stops the streams in order (drain, store, close). */
  close(): Promise<void>;
}

/** Opens the data folder and wires everything; throws `AF_STORE_*` where it can't be opened. */
export async function openCore(options: WorkbenchOptions): Promise<OpenedCore> {
  const workbench = await createWorkbench(options);
  const dispatcher = createDispatcher({ handlers: createHandlers(workbench), writeAudit: workbench.audit.write, log: workbench.log, checkOutput: options.kind === 'test' });
  return { serve: (transport, principal) => dispatcher.serve(transport, principal), frameOrigin: () => workbench.tableau.frameOrigin(), close: () => workbench.close() };
}
