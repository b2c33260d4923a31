import type { DashboardId } from '../../../shared/domain/dashboard.ts';
import { hrefOf } from '../../routes/route.ts';

/** Opens a panel, or a whole dashboard, in a window of its own, for another screen. It is a page of its own: it goes on when this one is left. */
export function openInWindow(dashboardId: DashboardId, panelId: string): void {
  window.open(hrefOf({ page: 'panel', dashboardId, panelId }), '_blank', 'popup,noopener,width=960,height=640');
}
