/** The documented part of Tableau's Extensions API that the page uses. Source: Tableau's Extensions API reference, `extensions.initializeAsync`, `Dashboard.getParametersAsync`, `Parameter`. */
export interface ExtensionsApi {
  initializeAsync(): Promise<void>;
  dashboardContent?: { dashboard: { getParametersAsync(): Promise<ExtensionParameter[]> } };
}
export interface ExtensionParameter {
  name: string;
  currentValue: { formattedValue: string };
  addEventListener(type: 'parameter-changed', handler: () => void): () => void;
}

declare global {
  interface Window {
    tableau?: { extensions?: ExtensionsApi };
  }
}

/** Parameters of the dashboard by which the list is narrowed, by their names without case. */
export type Narrowing = Partial<Record<'stream' | 'series', string>>;
const names = ['stream', 'series'] as const;
/** What a parameter says when it means all. */
const all = /^(|all|\(all\)|\*)$/i;

/**
 * Loads Tableau's library, tells Tableau that the extension is there, and follows the parameters *Stream* and *Series* of the dashboard. Resolves with whether the library is there; outside Tableau it is not asked for.
 */
export async function followDashboard(narrow: (narrowing: Narrowing) => void): Promise<boolean> {
  const api = await loadLibrary();
  if (api === null) return false;
  await api.initializeAsync();
  await followParameters(api, narrow);
  return true;
}

/** Follows them from now on. Of several changes in a row what the newest is answered counts, whichever answer comes last. */
export async function followParameters(api: Pick<ExtensionsApi, 'dashboardContent'>, narrow: (narrowing: Narrowing) => void): Promise<void> {
  let asked = 0;
  const read = async () => {
    const own = (asked += 1);
    const parameters = (await api.dashboardContent?.dashboard.getParametersAsync()) ?? [];
    if (own === asked) narrow(narrowingOf(parameters));
    return parameters;
  };
  for (const parameter of await read()) if ((names as readonly string[]).includes(parameter.name.toLowerCase())) parameter.addEventListener('parameter-changed', () => void read());
}

/** The values of those parameters, what means all left out. */
export function narrowingOf(parameters: readonly Pick<ExtensionParameter, 'name' | 'currentValue'>[]): Narrowing {
  const narrowing: Narrowing = {};
  for (const name of names) {
    const value = parameters.find((one) => one.name.toLowerCase() === name)?.currentValue.formattedValue.trim();
    if (value !== undefined && !all.test(value)) narrowing[name] = value;
  }
  return narrowing;
}

function loadLibrary(): Promise<ExtensionsApi | null> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = '/tableau.extensions.js';
    script.onload = () => resolve(window.tableau?.extensions ?? null);
    script.onerror = () => resolve(null);
    document.head.append(script);
  });
}
