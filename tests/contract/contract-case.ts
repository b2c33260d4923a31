import assert from 'node:assert/strict';
import type { Work } from '../../app/shared/domain/work.ts';
import type { Workbench } from '../../app/shared/api/workbench.ts';
import { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';

/** One behaviour; throws where it does not hold. Cases leave streams and settings as they found them. */
export interface ContractCase {
  name: string;
  run(workbench: Workbench): Promise<void>;
}

/** Of what must be refused; throws where it is not. */
export async function failure(call: Promise<unknown>): Promise<WorkbenchError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'the call was not refused' });
}

/** The long works as they are listed now. */
export function listedWorks(workbench: Workbench): Promise<Work[]> {
  return new Promise((resolve, reject) => {
    const unsubscribe = workbench.subscribe('work.watch', {}, { onSnapshot: (works) => queueMicrotask(() => { unsubscribe(); resolve(works); }), onChange: () => undefined, onError: reject });
  });
}
