import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract, type MethodName } from '../../app/shared/api/contract.ts';
import { createClient } from '../../app/shared/api/client.ts';
import { linkTransports } from '../../app/shared/api/linked-transport.ts';
import { permissionSchema, rolePermissions, roleSchema } from '../../app/shared/domain/account.ts';
import type { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';
import { openTestWorkbench, type TestWorkbench } from '../fixtures/open-test-workbench.ts';

let opened: TestWorkbench;
beforeAll(async () => {
  opened = await openTestWorkbench();
});
afterAll(() => opened.remove());

const rows = Object.entries(contract).map(([method, row]) => ({ method: method as MethodName, ...row }));
/** Commands without an audit event of their own: the pieces of an upload (its beginning and end have one), how far a view is read (its data changes nothing), and what was read. */
const unaudited = ['uploads.append', 'tableau.reading', 'notifications.mark-read'];

test.each(rows)('$method has a docstring, a permission, schemas and an audit flag', (row) => {
  expect(row.doc).toMatch(/^[A-Z].{15,}\.$/s);
  expect(permissionSchema.options).toContain(row.permission);
  expect(row.input.safeParse(undefined).success).toBe(false);
  if (row.kind === 'command') expect(row.audited).toBe(!unaudited.includes(row.method));
  if (row.permission === 'records:read' && row.kind === 'query') expect(row.audited).toBe(true);
});

test.each(roleSchema.options)('the role %s may call what its permissions say, and nothing else', async (role) => {
  const [ours, theirs] = linkTransports();
  opened.core.serve(theirs, { name: role, role });
  const workbench = createClient(ours);
  for (const { method, kind, permission } of rows) {
    // Garbage as input: who may call it is told what is wrong with the input, who may not is not told even that.
    const code = kind === 'subscription'
      ? await new Promise<string>((resolve) => {
          workbench.subscribe(method as 'settings.watch', 'garbage' as never, { onSnapshot: () => resolve('none'), onChange: () => undefined, onError: (error) => resolve(error.code) });
        })
      : await workbench.call(method as 'settings.get', 'garbage' as never).then(() => 'none', (error: WorkbenchError) => error.code);
    expect(`${method} ${code === 'AF_API_PERMISSION_DENIED'}`).toBe(`${method} ${!rolePermissions[role].includes(permission)}`);
  }
  workbench.close();
});
