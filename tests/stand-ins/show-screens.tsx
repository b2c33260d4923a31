import { startScreens } from '../../app/renderer/start-screens.tsx';
import type { BrokenAnswers } from './broken-answers.ts';
import { createStandIn } from './workbench-stand-in.ts';

// ?empty shows a new user's screens, ?live lets samples and anomalies arrive, ?connection=reconnecting breaks the connection, ?answers=never or fail is a workbench that is slow or broken.
const asked = new URLSearchParams(location.search);
const standIn = createStandIn({ empty: asked.has('empty'), liveEveryMs: asked.has('live') ? 1000 : 0, answers: asked.get('answers') as BrokenAnswers | null });
startScreens(document.getElementById('root')!, standIn);
const connection = asked.get('connection');
if (connection === 'reconnecting' || connection === 'closed') setTimeout(() => standIn.setConnection(connection), 500);
