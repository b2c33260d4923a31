import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { drills, standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection, TableauView } from '../../../shared/domain/tableau.ts';
import { hrefOf } from '../../routes/route.ts';
import { leadingTo } from '../../ui/button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { SearchField } from '../../ui/fields.tsx';
import { plural } from '../../../shared/counts.ts';
import { Icon } from '../../ui/icons.tsx';
import { Moment } from '../../ui/moment.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useWorkbench } from '../../workbench/provider.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import './tableau.css';

/** The views of a connection in a drawer; they open in Tableau. */
export function ViewList({ connection, onClose }: { connection: TableauConnection; onClose(): void }) {
  return <Drawer title={`Views of ${connection.name}`} isOpen onClose={onClose}><Views connection={connection} use={{ opens: 'there' }} /></Drawer>;
}

/** What a view of the list is for: it opens in Tableau, or in the workbench, or is chosen by its path. */
export type ViewUse = { opens: 'there' | 'here' } | { chosen: string | null; choose(path: string): void };

/** The views of a connection, searched by name and workbook, with their pictures. */
export function Views({ connection, use }: { connection: TableauConnection; use: ViewUse }) {
  const [text, setText] = useState('');
  const searched = useDeferredValue(text);
  const found = useQuery('tableau.views', useMemo(() => ({ connectionId: connection.id, text: searched }), [connection.id, searched]));
  return (
    <div className="stack">
      <SearchField label="Search views" value={text} onChange={setText} placeholder="View or workbook" />
      <Shown of={found} waiting="Asking Tableau for its views…">
        {({ views, total }, { stale }) => (views.length === 0 ? (
          <EmptyState icon="search" title="No view matches">{text === '' ? 'This user may see no view yet. Ask whoever looks after Tableau to share a workbook.' : 'Try fewer words, or a part of the workbook’s name.'}</EmptyState>
        ) : (
          <>
            <p role="status" className="muted">{views.length < total ? `The first ${views.length} of ${plural(total, 'view')}: search for others.` : plural(total, 'view')}</p>
            {groupsOf(connection, views).map(({ title, of }) => (
              <section key={title} className={stale ? 'stack stale' : 'stack'} aria-label={title === '' ? 'Views found' : title}>
                {title !== '' && <h2>{title}</h2>}
                <ul className="tableau-views">{of.map((view) => <li key={view.id}><ViewCard connection={connection} view={view} use={use} /></li>)}</ul>
              </section>
            ))}
          </>
        ))}
      </Shown>
    </div>
  );
}

/** Views of the stand-in that only show what may go wrong stand apart. */
function groupsOf({ id }: TableauConnection, views: readonly TableauView[]): { title: string; of: TableauView[] }[] {
  const isDrill = ({ workbook }: TableauView) => id === standInId && workbook === drills;
  return [{ title: '', of: views.filter((view) => !isDrill(view)) }, { title: drills, of: views.filter(isDrill) }].filter(({ of }) => of.length > 0);
}

function ViewCard({ connection, view, use }: { connection: TableauConnection; view: TableauView; use: ViewUse }) {
  const picture = usePicture(connection, view.id);
  const inside = (
    <>
      <span className="tableau-picture">{picture === null ? <Icon name="workspace" /> : <img src={picture} alt="" />}</span>
      <strong>{view.name}</strong>
      <span className="muted">{connection.id !== standInId && view.workbook}{view.updatedAt !== null && <>, changed <Moment at={view.updatedAt} /></>}</span>
    </>
  );
  if ('choose' in use) return <button type="button" className="tableau-view" aria-pressed={use.chosen === view.path} onClick={() => use.choose(view.path)}>{inside}</button>;
  return <a className="tableau-view" {...(use.opens === 'here' ? { href: hrefOf({ page: 'tableau-view', connectionId: connection.id, path: view.path }) } : { ...leadingTo(`${connection.address}${view.path}`), title: 'Opens in Tableau' })}>{inside}</a>;
}

/** A picture as an address to draw. */
export function pictureAddress(png: Uint8Array): string {
  return `data:image/png;base64,${btoa(Array.from(png, (byte) => String.fromCharCode(byte)).join(''))}`;
}

/** A view's picture as an address to draw; null until it is there, and where Tableau gives none. */
function usePicture({ id }: TableauConnection, viewId: string): string | null {
  const workbench = useWorkbench();
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    // Without a picture its place keeps the sign of a view.
    workbench.call('tableau.picture', { connectionId: id, viewId }, { signal: abort.signal }).then(({ png }) => {
      if (png !== null && !abort.signal.aborted) setPicture(pictureAddress(png));
    }, () => undefined);
    return () => abort.abort();
  }, [workbench, id, viewId]);
  return picture;
}
