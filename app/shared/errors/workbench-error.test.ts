import { describe, expect, it } from 'vitest';
import { toWireError } from './wire-error.ts';
import { asWorkbenchError, WorkbenchError } from './workbench-error.ts';

describe('an error that is not ours', () => {
  it('says only that something failed, of what kind and where, and keeps the rest as its cause', () => {
    for (const cause of [new TypeError('Unexpected value "Jane Doe"\n    at "Jane Doe"'), 'Jane Doe', { message: 'Jane Doe' }]) {
      const error = asWorkbenchError(cause);
      expect(error).toMatchObject({ code: 'AF_INTERNAL', message: 'Something unforeseen failed.', cause });
      expect(JSON.stringify(toWireError(error))).not.toContain('Jane Doe');
    }
    expect(asWorkbenchError(new TypeError('x')).details).toEqual({ error: 'TypeError', at: expect.stringContaining('workbench-error.test.ts') as string });
  });
  it('tells the words of a system error, which hold no record', () => {
    const error = Object.assign(new Error('listen EADDRNOTAVAIL 10.0.0.1'), { syscall: 'listen' });
    expect(asWorkbenchError(error).message).toBe('Something unforeseen failed: listen EADDRNOTAVAIL 10.0.0.1.');
  });
  it('says in words what a file is refused for, and leaves the network to itself', () => {
    const refused = (code: string, more: object) => asWorkbenchError(Object.assign(new Error(code), { code, ...more }));
    expect(refused('EACCES', { syscall: 'mkdir', path: '/a' })).toMatchObject({ code: 'AF_FILE_REFUSED', message: 'There is no right to it: /a.' });
    expect(refused('ENOSPC', { syscall: 'write' })).toMatchObject({ code: 'AF_FILE_REFUSED', message: 'The disk is full.' });
    expect(refused('EACCES', { syscall: 'listen', port: 80 }).code).toBe('AF_INTERNAL');
  });
  it('is not wrapped twice', () => {
    const error = new WorkbenchError('AF_NOT_FOUND', 'There is no stream x.');
    expect(asWorkbenchError(error)).toBe(error);
  });
});
