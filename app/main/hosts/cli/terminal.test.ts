import { expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { createTerminal } from './terminal.ts';

const failed = (error: WorkbenchError) => {
  let written = '';
  createTerminal(false, process.stdout, { write: (text: string) => { written += text; return true; } } as unknown as NodeJS.WriteStream & { fd: 2 }).fail(error);
  process.exitCode = 0;
  return written;
};

it('hints at what to type, not at a screen, and keeps a hint that was made for the case', () => {
  expect(failed(new WorkbenchError('AF_INGEST_MAPPING_INVALID', 'No time field was found.'))).toBe('No time field was found.\n  Name the fields: --time <field>, --channel <field> (a numeric one, or several), --key <field>.\n  (AF_INGEST_MAPPING_INVALID)\n');
  expect(failed(new WorkbenchError('AF_NOT_FOUND', 'It is gone.', { hint: 'Look there.' }))).toContain('\n  Look there.\n');
});
