import { openWorkbench } from './open-workbench.ts';
import { startScreens } from './start-screens.tsx';

startScreens(document.getElementById('root')!, openWorkbench());
