import type { Cell, ViewColumn } from '../../../shared/domain/tableau-port.ts';
import { numberWords } from '../../../shared/number-words.ts';
import { Ago } from '../../ui/moment.tsx';
import { plural } from '../../../shared/counts.ts';
import { pictureAddress } from './view-list.tsx';
import type { KeptView } from './use-watched-sheets.ts';

/** Rows that are drawn. */
const drawn = 50;

function cellWords(cell: Cell, type: ViewColumn['type'] | undefined): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return type === 'float' ? numberWords(cell) : String(cell);
  return type === 'date' || type === 'datetime' ? String(cell).replace('T', ' ').replace(/(:00)?\.000Z$/, '') : String(cell);
}

/** What was last seen of a view that can't be shown now: its picture and its data, with their age. */
export function LastSeen({ kept, name }: { kept: Pick<KeptView, 'snapshot' | 'picture'>; name: string }) {
  const { snapshot, picture } = kept;
  if (snapshot === null && picture === null) return null;
  return (
    <div className="stack last-seen">
      {picture !== null && <figure><img src={pictureAddress(picture.png)} alt={`${name}, as it was`} /><figcaption className="muted">Picture, taken <Ago at={picture.at} /></figcaption></figure>}
      {snapshot !== null && (
        <div className="stack">
          <p className="muted">{snapshot.data.sheet}: data, read <Ago at={snapshot.at} />, {snapshot.data.total > drawn ? `the first ${Math.min(drawn, snapshot.data.rows.length)} of ${plural(snapshot.data.total, 'row')}` : plural(snapshot.data.total, 'row')}</p>
          <div className="scroll-x" tabIndex={0} role="group" aria-label="Last data">
            <table className="plain-table">
              <thead><tr>{snapshot.data.columns.map(({ name: column }, i) => <th key={i} scope="col">{column}</th>)}</tr></thead>
              <tbody>{snapshot.data.rows.slice(0, drawn).map((row, r) => <tr key={r}>{row.map((cell, i) => <td key={i}>{cellWords(cell, snapshot.data.columns[i]?.type)}</td>)}</tr>)}</tbody>
            </table>
          </div>
        </div>
      )}
    </div>
  );
}
