import * as z from 'zod';
import { errorCodes, type Code } from './codes.ts';
import { asWorkbenchError } from './workbench-error.ts';

const codes = Object.keys(errorCodes) as [Code, ...Code[]];

/** An error as plain data: what crosses a wire and what a failed stage keeps as its state. */
export const wireErrorSchema = z.object({
  code: z.enum(codes),
  message: z.string(),
  hint: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.json()),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/** To plain data. The cause and the stack stay behind; an error that is not ours says only that something failed. */
export function toWireError(error: unknown): WireError {
  const { code, message, hint, retryable, details } = asWorkbenchError(error);
  return { code, message, hint, retryable, details: details as WireError['details'] };
}
