import * as z from 'zod';

/** What a caller may do. Each method of the contract names one. */
export const permissionSchema = z.enum([
  'workspace:read', 'streams:read', 'streams:write', 'records:read', 'anomalies:read', 'feedback:write', 'settings:read', 'settings:write', 'dashboards:write', 'audit:read',
]);
export type Permission = z.infer<typeof permissionSchema>;

export const roleSchema = z.enum(['owner', 'analyst', 'viewer']);
export type Role = z.infer<typeof roleSchema>;

/** Which role may do what. A viewer never sees raw records. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissionSchema.options,
  analyst: ['workspace:read', 'streams:read', 'streams:write', 'records:read', 'anomalies:read', 'feedback:write', 'settings:read', 'dashboards:write'],
  viewer: ['workspace:read', 'streams:read', 'anomalies:read', 'settings:read'],
};

/** Who calls: every audit event names one. */
export interface Principal {
  name: string;
  role: Role;
}
