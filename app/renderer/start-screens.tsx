import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Workbench } from '../shared/api/workbench.ts';
import { App } from './app.tsx';
import { showTheme, rememberedTheme } from './frame/theme.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/surfaces.css';

/** Draws the screens of a workbench into an element. The theme of the last visit holds before the first paint. */
export function startScreens(root: HTMLElement, workbench: Workbench): void {
  showTheme(rememberedTheme());
  createRoot(root).render(<StrictMode><App workbench={workbench} /></StrictMode>);
}
