import { useState } from 'react';
import type { SearchFound, SearchGroup, SearchKind, SearchRow } from '../../../shared/domain/search.ts';
import { parseSearch } from '../../../shared/search/parse-search.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { countWords } from '../../../shared/counts.ts';
import { Icon } from '../../ui/icons.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, ErrorCard, Notice, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { foundCount, foundWords, hrefOfFound, kindWords } from './found-words.ts';
import { startingQueries } from './query-help.tsx';
import { useZone } from './use-zone.ts';

const rowsOfGroup = 6;
const rowsOfPage = 50;

/** Moves the focus to the next (1) or the last (-1) result; the first where it is elsewhere. */
export function stepThroughFound(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.found a')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

/** What was found of each kind: the first rows, the count, and the way to all of them. */
export function FoundGroups({ text, onKind, onSearch, onHelp }: { text: string; onKind(kind: SearchKind): void; onSearch(text: string): void; onHelp(): void }) {
  const zone = useZone();
  const isAsked = text.trim() !== '' && parseSearch(text).ok;
  const found = useQuery('search.run', isAsked ? { text, zone, limit: rowsOfGroup } : null);
  if (text.trim() === '') return <NothingAsked onSearch={onSearch} onHelp={onHelp} />;
  if (!isAsked) return null; // the field says why
  return (
    <Shown of={found} waiting="Searching…">
      {(value, { stale }) => (
        <div className={`stack-l${stale ? ' stale' : ''}`} aria-busy={stale}>
          <p className="unseen" role="status">{stale ? '' : spoken(value)}</p>
          {value.notes.map((note) => <Notice key={note} tone="warn" title={note} />)}
          {value.groups.length === 0 && <NothingFound onHelp={onHelp} />}
          {value.groups.map((group) => (
            <Group key={group.kind} group={group}>
              {group.cursor !== null && <Button small onPress={() => onKind(group.kind)}>All {foundCount(group)} {kindWords[group.kind].title.toLowerCase()}</Button>}
            </Group>
          ))}
        </div>
      )}
    </Shown>
  );
}

/** Everything of one kind, page by page. */
export function KindOfFound({ text, kind, onAll }: { text: string; kind: SearchKind; onAll(): void }) {
  const workbench = useWorkbench();
  const zone = useZone();
  const first = useQuery('search.run', { text, zone, kind, limit: rowsOfPage });
  const [more, setMore] = useState<{ rows: SearchRow[]; cursor: string | null } | null>(null);
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<WorkbenchError | null>(null);
  const next = async (cursor: string) => {
    setReading(true);
    setError(null);
    try {
      const { groups: [page] } = await workbench.call('search.run', { text, zone, kind, limit: rowsOfPage, cursor });
      setMore((before) => ({ rows: [...(before?.rows ?? []), ...(page?.rows ?? [])], cursor: page?.cursor ?? null }));
    } catch (thrown) {
      setError(asWorkbenchError(thrown));
    } finally {
      setReading(false);
    }
  };
  return (
    <div className="stack">
      <div><Button small icon="left" onPress={onAll}>All kinds</Button></div>
      <Shown of={first} waiting="Searching…">
        {({ groups: [group], notes }) => {
          if (group === undefined || group.count === 0) return <EmptyState icon="search" title="Nothing found">No {kindWords[kind].title.toLowerCase()} have all that the query asks for.{notes.map((note) => ` ${note}`)}</EmptyState>;
          const cursor = more === null ? group.cursor : more.cursor;
          return (
            <>
              {notes.map((note) => <Notice key={note} tone="warn" title={note} />)}
              <Group group={{ ...group, rows: [...group.rows, ...(more?.rows ?? [])] }}>
                {error !== null && <ErrorCard error={error} />}
                {cursor !== null && <Button small busy={reading} busyWords="Searching…" onPress={() => void next(cursor)}>Show more</Button>}
              </Group>
            </>
          );
        }}
      </Shown>
    </div>
  );
}

function Group({ group, children }: { group: SearchGroup; children?: React.ReactNode }) {
  const { title, icon } = kindWords[group.kind];
  const heading = `found-${group.kind}`;
  return (
    <section className="card card-flush found" aria-labelledby={heading}>
      <h2 id={heading}><Icon name={icon} /> {title} <span className="muted number">{foundCount(group)}</span></h2>
      {group.rows.length > 0 && <ul>{group.rows.map((row, at) => <li key={`${row.to.kind} ${row.to.id} ${at}`}><FoundLink row={row} /></li>)}</ul>}
      {group.searched !== null && <p className="found-note muted">Only the newest {countWords(group.searched)} were looked through. A time in the query, such as <code>time:..2026-01-31</code>, reaches older ones.</p>}
      {children !== undefined && children !== false && <div className="found-more">{children}</div>}
    </section>
  );
}

function FoundLink({ row }: { row: SearchRow }) {
  return (
    <a href={hrefOfFound(row)}>
      <span className="found-words"><strong className="clip">{row.title}</strong><span className="muted clip">{row.words}</span></span>
      {row.severity !== null && <SeverityPill severity={row.severity} />}
      {row.at !== null && <span className="muted small found-time"><Moment at={Math.floor(row.at / 1000) * 1000} /></span>}
    </a>
  );
}

function NothingFound({ onHelp }: { onHelp(): void }) {
  return <EmptyState icon="search" title="Nothing found" actions={<Button onPress={onHelp}>Show the query language</Button>}>Nothing has all that the query asks for. Leave a term out, look at a longer time, or write less of a name: names and explanations are found by a part of them, comments by the beginning of a word.</EmptyState>;
}

function NothingAsked({ onSearch, onHelp }: { onSearch(text: string): void; onHelp(): void }) {
  return (
    <EmptyState icon="search" title="Search streams, series, anomalies, incidents, comments and dashboards" actions={<Button onPress={onHelp}>Show the query language</Button>}>
      Write words, or fields and their values; the list under the field completes them. Some to begin with:
      <span className="search-examples">{startingQueries.map(({ text, words }) => <Button key={text} small onPress={() => onSearch(text)}>{words}</Button>)}</span>
    </EmptyState>
  );
}

/** What a screen reader hears of it. */
function spoken({ groups, notes }: SearchFound): string {
  return [groups.length === 0 ? 'Nothing found' : groups.map(foundWords).join(', '), ...notes].join('. ');
}
