/** Colours a canvas draws in, read from the CSS tokens of the element it stands in. */
export interface ChartPalette {
  text: string;
  grid: string;
  surface: string;
  band: string;
  expected: string;
  score: string;
  threshold: string;
  selected: string;
  playhead: string;
  severity: { low: string; medium: string; high: string };
  lines: string[];
  font: string;
}

/** Dashes of the channels of one plot, so that lines differ by more than colour. */
export const lineDashes: readonly number[][] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 6]];

/** The palette that holds at `element` now. */
export function readPalette(element: Element): ChartPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--chart-${name}`).trim();
  return {
    text: token('text'), grid: token('grid'), surface: token('surface'), band: token('band'), expected: token('expected'), score: token('score'),
    threshold: token('threshold'), selected: token('selected'), playhead: token('playhead'),
    severity: { low: token('low'), medium: token('medium'), high: token('high') },
    lines: ['line-1', 'line-2', 'line-3', 'line-4', 'line-5', 'line-6'].map(token),
    font: `11px ${style.fontFamily}`,
  };
}

/** Calls `listener` when the theme, contrast, forced colours or the screen's pixel density change. The returned function ends it. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme', 'data-density', 'style'] });
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', listener);
  };
}
