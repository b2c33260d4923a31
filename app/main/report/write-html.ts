import { escapeMarkup } from '../../shared/escape-markup.ts';
import { reportStyle } from '../../shared/report-style.ts';
import { languageOf } from './language-of.ts';
import { chartBox, type ReportBlock, type ReportChart, type ReportDocument } from './report-document.ts';

const axis = 18;
const shades = { low: '#cfe0f3', medium: '#f6dfa0', high: '#f6c9a0' } as const;

/** A report as one HTML file: no script, nothing from outside, all texts escaped, each with a direction of its own. */
export function writeHtml({ title, severity, lead, blocks, foot }: ReportDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header><span class="severity severity-${severity}">${severity} severity</span><h1 dir="auto"${langOf(title)}>${escapeMarkup(title)}</h1><p class="lead" dir="auto"${langOf(lead)}>${escapeMarkup(lead)}</p></header>
<main>
${blocks.map(blockOf).join('\n')}
</main>
<footer><p class="muted">${escapeMarkup(foot)}</p></footer>
</body>
</html>
`;
}

/** Where a text is of another language than the file. */
function langOf(text: string): string {
  const lang = languageOf(text);
  return lang === null ? '' : ` lang="${lang}"`;
}

function blockOf(block: ReportBlock): string {
  switch (block.kind) {
    case 'heading': return `<h2>${escapeMarkup(block.text)}</h2>`;
    case 'text': return `<p dir="auto"${langOf(block.text)}${block.muted === true ? ' class="muted"' : ''}>${escapeMarkup(block.text)}</p>`;
    case 'note': return `<div class="note"><p class="muted">${escapeMarkup(block.head)}</p><p class="written" dir="auto"${langOf(block.text)}>${escapeMarkup(block.text)}</p></div>`;
    case 'facts': return `<dl>${block.rows.map(([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd dir="auto"${langOf(value)}>${escapeMarkup(value)}</dd>`).join('')}</dl>`;
    case 'table': return `<div class="wide" tabindex="0" role="group" aria-label="${escapeMarkup(block.head.join(', '))}"><table${block.head.length > 6 ? ' class="many"' : ''}><thead><tr>${block.head.map((cell) => `<th scope="col">${escapeMarkup(cell)}</th>`).join('')}</tr></thead><tbody>${block.rows.map((row) => `<tr>${row.map((cell, at) => (at === 0 ? `<th scope="row" dir="auto"${langOf(cell)}>${escapeMarkup(cell)}</th>` : `<td dir="auto"${langOf(cell)}>${escapeMarkup(cell)}</td>`)).join('')}</tr>`).join('')}</tbody></table></div>`;
    case 'chart': return chartOf(block);
  }
}

function chartOf({ title, unit, words, paths, marks, edges }: ReportChart): string {
  const { width, height } = chartBox;
  return `<figure><figcaption dir="auto">${escapeMarkup(title)} <span class="muted">${escapeMarkup(unit)}</span></figcaption>
<svg viewBox="0 0 ${width} ${height + axis}" role="img" aria-label="${escapeMarkup(words)}">
${marks.map((mark) => `<rect x="${mark.x.toFixed(1)}" y="0" width="${mark.width.toFixed(1)}" height="${height}" fill="${shades[mark.severity]}" fill-opacity="0.7"/>`).join('')}
<path d="${paths.band}" fill="#d9dde3" fill-opacity="0.8"/><path d="${paths.expected}" fill="none" stroke="#565d68" stroke-dasharray="4 3"/><path d="${paths.values}" fill="none" stroke="#123f75" stroke-width="1.4" stroke-linejoin="round"/>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="#c9ced6"/>
<text x="5" y="13">${escapeMarkup(edges.high)}</text><text x="5" y="${height - 5}">${escapeMarkup(edges.low)}</text><text x="0" y="${height + 13}">${escapeMarkup(edges.from)}</text><text x="${width}" y="${height + 13}" text-anchor="end">${escapeMarkup(edges.to)}</text>
</svg></figure>`;
}
