import type { SampleMark, SampleViz, SampleWorksheet } from './sample-viz.ts';

const box = { width: 900, height: 240, left: 44, bottom: 24 };
/** More marks are drawn as a line alone. */
const mostDots = 2_000;

/** Draws the stand-in's sheets into an element: a line and a dot a mark, annotations, and the marks' menu. Dots are chosen by a click or, one after the other, by the arrow keys. */
export function drawSample(root: HTMLElement): (viz: SampleViz) => void {
  return (viz) => {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.sheet;
    root.replaceChildren(...viz.sheets.map((sheet, place) => sheetElement(viz, sheet, place)));
    if (focused !== undefined) root.querySelector<SVGElement>(`[data-sheet="${focused}"]`)?.focus();
  };
}

function sheetElement(viz: SampleViz, sheet: SampleWorksheet, place: number): HTMLElement {
  const { marks, selected, annotations, menu } = sheet;
  const section = make('section');
  section.append(words('h2', `${sheet.name} — ${sheet.fields.measure}`), filterCard(sheet));
  const svg = shape('svg', { viewBox: `0 0 ${box.width} ${box.height}`, role: 'img', tabindex: '0', 'aria-label': `${sheet.name}, ${marks.length} marks, ${annotations.length} annotations. Arrow keys choose a mark.`, 'data-sheet': String(place) });
  const at = scaleOf(marks);
  const keys = [...new Set(marks.map(({ key }) => key))];
  keys.forEach((key, line) => {
    const own = marks.filter((mark) => mark.key === key);
    svg.append(shape('path', { class: `line line-${line % 2}`, d: own.map((mark, i) => `${i === 0 ? 'M' : 'L'}${at(mark).x.toFixed(1)} ${at(mark).y.toFixed(1)}`).join('') }));
  });
  if (marks.length <= mostDots) {
    for (const mark of marks) {
      const { x, y } = at(mark);
      const dot = shape('circle', { class: selected.has(mark.tupleId) ? 'dot chosen' : 'dot', cx: x.toFixed(1), cy: y.toFixed(1), r: selected.has(mark.tupleId) ? '5' : '2.5', 'data-tuple': String(mark.tupleId) });
      dot.addEventListener('click', () => viz.pick(sheet, [mark.tupleId]));
      svg.append(dot);
    }
  }
  svg.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || marks.length === 0) return;
    event.preventDefault();
    const now = marks.findIndex(({ tupleId }) => selected.has(tupleId));
    viz.pick(sheet, [marks[(now + step + marks.length) % marks.length]!.tupleId]);
  });
  for (const { tupleId, annotationText } of annotations) {
    const mark = marks.find((one) => one.tupleId === tupleId);
    if (mark === undefined) continue;
    const { x, y } = at(mark);
    svg.append(shape('path', { class: 'leader', d: `M${x} ${y}v-14` }));
    const text = shape('text', { class: 'annotation', x: String(Math.min(Math.max(x, 120), box.width - 120)), y: String(Math.max(12, y - 18)) });
    text.textContent = annotationText;
    svg.append(text);
  }
  section.append(svg);
  const chosen = marks.filter(({ tupleId }) => selected.has(tupleId));
  if (chosen.length > 0) {
    const row = make('div');
    row.className = 'menu';
    row.append(words('span', chosen.length === 1 ? `${chosen[0]!.key}${sheet.fields.time === null ? '' : `, ${new Date(chosen[0]!.time).toISOString().slice(0, 16).replace('T', ' ')}`}: ${chosen[0]!.value}` : `${chosen.length} marks`));
    for (const { id, label } of menu) {
      const button = words('button', label) as HTMLButtonElement;
      button.type = 'button';
      button.addEventListener('click', () => viz.pickMenuItem(sheet, id));
      row.append(button);
    }
    section.append(row);
  }
  if (annotations.length > 0) {
    const list = make('ul');
    list.append(...annotations.map(({ annotationText }) => words('li', annotationText)));
    section.append(list);
  }
  return section;
}

/** The sheet's filters, as Tableau shows them beside a view: one of the keys, and from when to when. */
function filterCard(sheet: SampleWorksheet): HTMLElement {
  const { keys, shown, fields } = sheet;
  const row = make('div');
  row.className = 'menu';
  const choice = make('select') as HTMLSelectElement;
  choice.append(new Option('All', ''), ...keys.map((key) => new Option(key, key)));
  choice.value = shown.values?.size === 1 ? [...shown.values][0]! : '';
  choice.addEventListener('change', () => void (choice.value === '' ? sheet.clearFilterAsync(fields.key) : sheet.applyFilterAsync(fields.key, [choice.value], 'replace', {})).catch(() => undefined));
  const [from, to] = [shown.from, shown.to].map((time) => {
    const input = Object.assign(make('input') as HTMLInputElement, { type: 'datetime-local', value: Number.isFinite(time) ? new Date(time).toISOString().slice(0, 16) : '' });
    input.addEventListener('change', () => {
      const [min, max] = [from!, to!].map(({ value }) => (value === '' ? undefined : new Date(`${value}Z`)));
      void sheet.applyRangeFilterAsync(fields.time!, { ...(min && { min }), ...(max && { max }) }).catch(() => undefined);
    });
    return input;
  });
  for (const [label, field] of [[fields.key, choice] as const, ...(fields.time === null ? [] : [['from', from!], ['to', to!]] as const)]) {
    const named = words('label', label);
    named.append(' ', field);
    row.append(named);
  }
  return row;
}

function scaleOf(marks: readonly SampleMark[]): (mark: SampleMark) => { x: number; y: number } {
  let [from, to, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { time, value } of marks) [from, to, low, high] = [Math.min(from, time), Math.max(to, time), Math.min(low, value), Math.max(high, value)];
  const span = (part: number, whole: number) => (whole === 0 ? 0.5 : part / whole);
  return ({ time, value }) => ({ x: box.left + span(time - from, to - from) * (box.width - box.left - 8), y: 36 + (1 - span(value - low, high - low)) * (box.height - 36 - box.bottom) });
}

function make(name: string): HTMLElement {
  return document.createElement(name);
}

/** An element of text alone: nothing in it becomes markup. */
function words(name: string, text: string): HTMLElement {
  const element = make(name);
  element.textContent = text;
  return element;
}

function shape(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
