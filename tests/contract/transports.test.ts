import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dispatcher } from '../../app/main/api/dispatcher.ts';
import { createClient } from '../../app/shared/api/client.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import { errorCodes, type Code } from '../../app/shared/errors/codes.ts';
import { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';
import { toWireError } from '../../app/shared/errors/wire-error.ts';
import { openTestWorkbench, type TestWorkbench } from '../fixtures/open-test-workbench.ts';
import { failure } from './contract-case.ts';
import { contractCases } from './contract-cases.ts';
import { eachTransport } from './each-transport.ts';

let opened: TestWorkbench;
const endings: (() => Promise<void>)[] = [];
beforeAll(async () => {
  opened = await openTestWorkbench();
});
afterAll(async () => {
  for (const end of endings) await end();
  await opened.remove();
});

describe.each(Object.keys(eachTransport))('over %s, the contract', (name) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = createClient(await eachTransport[name]!(opened.core, (end) => endings.push(end)));
  });
  afterAll(() => workbench.close());
  test.each(contractCases)('$name', ({ run }) => run(workbench));
});

/** An error of a code with all that may travel; what stays behind is its cause. */
const errorOf = (code: Code) => new WorkbenchError(code, `${code} of “pump 1”, ünïcode too`, { hint: 'A hint of its own.', details: { text: 'a', number: 1.5, none: null, list: [1, { deep: true }] }, cause: new Error('a secret') });
/** Answers each call and each subscription with the error of the code that its input names. */
const failing: Pick<Dispatcher, 'serve'> = {
  serve(transport) {
    transport.onFrame((frame) => {
      if (frame.type === 'call' || frame.type === 'subscribe') transport.send({ type: 'failure', id: frame.id, error: toWireError(errorOf((frame.input as { text: Code }).text)) });
    });
    return () => transport.close();
  },
};

describe.each(Object.keys(eachTransport))('over %s, an error', (name) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = createClient(await eachTransport[name]!(failing, (end) => endings.push(end)));
  });
  afterAll(() => workbench.close());
  test.each(Object.keys(errorCodes) as Code[])('%s arrives whole, of a call and of a subscription', async (code) => {
    const ofCall = await failure(workbench.call('series.list', { text: code }));
    const ofWatch = await new Promise<WorkbenchError>((resolve, reject) => {
      workbench.subscribe('streams.watch', { text: code } as never, { onSnapshot: () => reject(new Error('no error')), onChange: () => undefined, onError: resolve });
    });
    for (const arrived of [ofCall, ofWatch]) {
      expect(arrived).toBeInstanceOf(WorkbenchError);
      expect(toWireError(arrived)).toEqual(toWireError(errorOf(code)));
      expect(arrived.cause).toBeUndefined();
    }
  });
});
