import type { Settings } from '../../shared/domain/settings.ts';

type Look = Pick<Settings, 'theme' | 'density'>;
const memory = 'anomalyforce.look';

/** Puts theme and density on the document; `system` follows what the system asks for, more contrast before dark. */
export function showTheme({ theme, density }: Look): void {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const contrast = matchMedia('(prefers-contrast: more)').matches;
  const { dataset } = document.documentElement;
  dataset.theme = theme !== 'system' ? theme : contrast ? 'high-contrast' : dark ? 'dark' : 'light';
  dataset.density = density;
  localStorage.setItem(memory, JSON.stringify({ theme, density }));
}

/** Shows it now and whenever the system changes its mind. The returned function ends that. */
export function followTheme(look: Look): () => void {
  showTheme(look);
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  const again = () => showTheme(look);
  for (const query of queries) query.addEventListener('change', again);
  return () => { for (const query of queries) query.removeEventListener('change', again); };
}

/** The look of the last visit on this device; the system's where there was none. */
export function rememberedTheme(): Look {
  try {
    return { theme: 'system', density: 'comfortable', ...(JSON.parse(localStorage.getItem(memory) ?? '{}') as Partial<Look>) };
  } catch {
    return { theme: 'system', density: 'comfortable' };
  }
}
