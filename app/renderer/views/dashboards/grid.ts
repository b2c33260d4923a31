import { gridColumns, type Panel, type Place } from '../../../shared/domain/dashboard.ts';

/** What stands on a grid. */
export type Placed = Pick<Panel, 'id' | 'place'>;
export type Direction = 'left' | 'right' | 'up' | 'down';

/** Smallest panel, in cells. */
export const least = { w: 2, h: 2 };

const overlapsAcross = (a: Place, b: Place) => a.x < b.x + b.w && b.x < a.x + a.w;

/** From the top left to the bottom right: the order of reading, of Tab and of the stack on a phone. */
export function readingOrder<P extends Placed>(panels: readonly P[]): P[] {
  return [...panels].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}

/** Panels as near to the top as those before them in the order of reading allow; none overlaps another. Keeps the order of the list, and each panel that does not move. */
export function settle<P extends Placed>(panels: readonly P[]): P[] {
  return stacked(panels, readingOrder(panels));
}

/** The panels with one of them at a place, the others making room. It stands before a panel whose upper half it covers, else behind it. */
export function moveTo<P extends Placed>(panels: readonly P[], id: string, place: Place): P[] {
  const own = panels.find((panel) => panel.id === id);
  if (own === undefined) return [...panels];
  const wanted = within(place);
  const others = readingOrder(panels.filter((panel) => panel.id !== id));
  const behind = others.findIndex(({ place: there }) => (overlapsAcross(there, wanted) ? there.y + there.h / 2 > wanted.y : there.y > wanted.y));
  const at = behind < 0 ? others.length : behind;
  const moved = { ...own, place: wanted };
  return stacked(panels.map((panel) => (panel.id === id ? moved : panel)), [...others.slice(0, at), moved, ...others.slice(at)]);
}

/** One step by key: a column to a side, or past the panel above or below. The same list where there is no room. */
export function step<P extends Placed>(panels: readonly P[], id: string, direction: Direction): readonly P[] {
  const own = panels.find((panel) => panel.id === id)?.place;
  if (own === undefined) return panels;
  if (direction === 'left' || direction === 'right') {
    const x = own.x + (direction === 'left' ? -1 : 1);
    return x < 0 || x + own.w > gridColumns ? panels : moveTo(panels, id, { ...own, x });
  }
  const there = readingOrder(panels).filter((panel) => panel.id !== id && overlapsAcross(panel.place, own));
  if (direction === 'up') {
    const above = there.findLast(({ place }) => place.y < own.y);
    return above === undefined ? panels : moveTo(panels, id, { ...own, y: above.place.y });
  }
  const below = there.find(({ place }) => place.y > own.y);
  return below === undefined ? panels : moveTo(panels, id, { ...own, y: below.place.y + Math.ceil(below.place.h / 2) });
}

/** Wider or higher by so many cells; the others make room. The same list where the grid or the least size does not allow it. */
export function resize<P extends Placed>(panels: readonly P[], id: string, byColumns: number, byRows: number): readonly P[] {
  const own = panels.find((panel) => panel.id === id)?.place;
  if (own === undefined) return panels;
  const place = within({ ...own, w: Math.min(Math.max(own.w + byColumns, least.w), gridColumns - own.x), h: Math.max(own.h + byRows, least.h) });
  if (place.w === own.w && place.h === own.h) return panels;
  return settle(panels.map((panel) => (panel.id === id ? { ...panel, place } : panel)));
}

/** Two panels change places, each taking the other's size. */
export function swap<P extends Placed>(panels: readonly P[], id: string, other: string): readonly P[] {
  const [a, b] = [panels.find((panel) => panel.id === id), panels.find((panel) => panel.id === other)];
  if (a === undefined || b === undefined || a === b) return panels;
  return settle(panels.map((panel) => (panel === a ? { ...panel, place: b.place } : panel === b ? { ...panel, place: a.place } : panel)));
}

/** The place for a new panel of a size: beside the last ones where there is room, else below all. */
export function freePlace(panels: readonly Placed[], { w, h }: { w: number; h: number }): Place {
  const bottom = Math.max(0, ...panels.map(({ place }) => place.y + place.h));
  for (let x = 0; x + w <= gridColumns; x += 1) {
    const y = Math.max(0, ...panels.filter(({ place }) => overlapsAcross(place, { x, y: 0, w, h })).map(({ place }) => place.y + place.h));
    if (y < bottom && y + h <= bottom + Math.floor(h / 2)) return { x, y, w, h };
  }
  return { x: 0, y: bottom, w, h };
}

/** Where a panel stands, for the ear: "column 1, row 5, 6 wide and 4 high". */
export function placeWords({ x, y, w, h }: Place): string {
  return `column ${x + 1}, row ${y + 1}, ${w} wide and ${h} high`;
}

function within({ x, y, w, h }: Place): Place {
  const width = Math.min(Math.max(w, least.w), gridColumns);
  return { x: Math.min(Math.max(x, 0), gridColumns - width), y: Math.max(y, 0), w: width, h: Math.max(h, least.h) };
}

/** Lets each panel of `order` fall onto those before it. */
function stacked<P extends Placed>(panels: readonly P[], order: readonly P[]): P[] {
  const floors = new Array<number>(gridColumns).fill(0);
  const places = new Map<string, Place>();
  for (const { id, place } of order) {
    const y = Math.max(...floors.slice(place.x, place.x + place.w));
    floors.fill(y + place.h, place.x, place.x + place.w);
    places.set(id, { ...place, y });
  }
  return panels.map((panel) => {
    const place = places.get(panel.id)!;
    return place.y === panel.place.y && place.x === panel.place.x && place.w === panel.place.w && place.h === panel.place.h ? panel : { ...panel, place };
  });
}
