import type * as z from 'zod';
import type { Code } from '../../shared/errors/codes.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** The value as its schema reads it (defaults filled in, unknown keys gone). Throws `code`, naming each field at fault in words, and no value. */
export function checkShape<S extends z.ZodType>(schema: S, value: unknown, code: Code, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), fault: message }));
  const words = fields.map(({ field, fault }) => (field === '' ? fault : `${field}: ${fault}`)).join('; ');
  throw new WorkbenchError(code, `${what} is not as it should be: ${words}.`, { details: { fields } });
}
