import { errorCodes } from './codes.ts';
import type { WireError } from './wire-error.ts';
import { WorkbenchError, type Json } from './workbench-error.ts';

/** From plain data, as `toWireError` made it. A code that this side does not know (the other is newer) becomes `AF_INTERNAL`, the words kept. */
export function fromWireError({ code, message, hint, details }: WireError): WorkbenchError {
  if (!Object.hasOwn(errorCodes, code)) return new WorkbenchError('AF_INTERNAL', message, { hint, details: { code } });
  return new WorkbenchError(code, message, { hint, details: details as Record<string, Json> });
}
