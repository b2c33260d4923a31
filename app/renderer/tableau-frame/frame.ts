import { portGreeting, type ViewInput } from '../../shared/domain/tableau-port.ts';
import type { Viz } from './documented-viz.ts';
import { drawSample } from './draw-sample.ts';
import { createSampleViz, type SampleViz } from './sample-viz.ts';
import { serveView, type OpenViz } from './serve-view.ts';
import { ViewRefusal } from './view-fault.ts';

/*
 * The isolated page of one view. It has an origin of its own and no way to the workbench but the port that its parent hands it once; what its own window or Tableau's frame within it posts is none of that.
 * What it may load is said by its content policy, which names the connection's server alone.
 */

const root = document.getElementById('view')!;
const { address, library, kind } = root.dataset as { address: string; library: string; kind: 'tableau' | 'stand-in' };

/** Tableau's library, as it is: it defines `<tableau-viz>`. Everything that is watched is set before the element is in the page, since a later change would load the view again. */
const openTableau: OpenViz = async ({ src, token, toolbar }) => {
  try {
    await import(library);
  } catch {
    throw new ViewRefusal({ kind: 'library', words: `The library at ${new URL(library, location.href).origin} could not be loaded.` });
  }
  const viz = document.createElement('tableau-viz') as HTMLElement & Viz;
  viz.src = src;
  if (token !== null) viz.token = token;
  viz.toolbar = toolbar;
  for (const [name, value] of [['width', '100%'], ['height', '100%'], ['hide-edit-button', ''], ['iframe-attr-loading', 'eager']] as const) viz.setAttribute(name, value);
  root.replaceChildren(viz);
  return viz;
};

const openStandIn: OpenViz = async ({ src, token }: ViewInput<'open'>) => {
  root.className = 'stand-in';
  const header = document.createElement('p');
  header.className = 'mark-of-stand-in';
  header.textContent = 'Stand-in, not Tableau: a small data set of AnomalyForce’s own.';
  const sheets = document.createElement('div');
  root.replaceChildren(header, sheets);
  const draw = drawSample(sheets);
  const viz: SampleViz = createSampleViz({ path: new URL(src).pathname, token, changed: () => draw(viz) });
  viz.addEventListener('firstinteractive', () => draw(viz));
  setTimeout(() => viz.begin());
  return viz;
};

let served: ReturnType<typeof serveView> | null = null;
window.addEventListener('message', (event) => {
  if (event.data === portGreeting && served !== null) return served.refused('another window asked for a port');
  if (served !== null || event.source !== window.parent || window.parent === window || event.data !== portGreeting || event.ports.length !== 1) return;
  served = serveView(event.ports[0]!, { address, openViz: kind === 'stand-in' ? openStandIn : openTableau, signsInWithin: kind === 'tableau' });
});
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  if (effectiveDirective === 'frame-src' && /^https?:/.test(blockedURI)) served?.ledElsewhere(new URL(blockedURI).origin);
  else served?.refused(`The content policy blocked ${blockedURI} (${effectiveDirective}).`);
});
// The library says that versions do not go together by an error of the window alone.
window.addEventListener('error', ({ message }) => { if (message.includes('incompatible-version')) root.querySelector('tableau-viz')?.dispatchEvent(new CustomEvent('vizloaderror', { detail: { errorCode: 'incompatible-version-error', message } })); });
