import { contract, type MethodName } from '../../shared/api/contract.ts';
import { rolePermissions, type Principal } from '../../shared/domain/account.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** Throws `AF_API_PERMISSION_DENIED` where the principal's role lacks the permission that the method's row names. */
export function authorize(principal: Principal, method: MethodName): void {
  const { permission } = contract[method];
  if (rolePermissions[principal.role].includes(permission)) return;
  throw new WorkbenchError('AF_API_PERMISSION_DENIED', `${method} needs the permission ${permission}, which the role ${principal.role} does not have.`, { details: { permission, role: principal.role } });
}
