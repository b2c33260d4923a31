import { createRoot } from 'react-dom/client';
import { LivePage } from './live-page.tsx';
import '../ui/tokens.css';
import './live.css';

/* The page of live detections that stands in a zone of a Tableau dashboard. It has no session and no contract: it reads `live/detections` with the key of its address. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => { document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light'; };
dark.addEventListener('change', dress);
dress();

createRoot(document.getElementById('root')!).render(<LivePage apiKey={new URLSearchParams(location.search).get('key') ?? ''} inTableau={window.parent !== window} />);
