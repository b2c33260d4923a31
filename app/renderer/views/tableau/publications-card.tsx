import { useMemo, useState } from 'react';
import type { PublicationContent, PublicationRow } from '../../../shared/domain/publication.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { Button, IconButton, OutLinkButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { countWords, plural } from '../../../shared/counts.ts';
import { bytesWords } from '../../ui/figures.ts';
import { Ago, Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, ErrorCard, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { PublicationDialog } from './publication-dialog.tsx';
import { GuideDialog } from './guide-dialog.tsx';

export const contentWords: Record<PublicationContent, string> = { anomalies: 'anomalies with their verdicts', samples: 'samples with what was expected' };
const everyWords = { never: 'when you say so', hour: 'each hour', day: 'each day' } as const;

type Open = { what: 'new' } | { what: 'change' | 'remove' | 'guide'; row: PublicationRow };

/** Data sources that the workbench publishes in Tableau: added, changed, published now, explained for a workbook, removed. */
export function PublicationsCard() {
  const publications = useSubscription('publications.watch', {});
  const connections = useQuery('tableau.connections', useMemo(() => ({}), []), { everyMs: 5_000 });
  const [open, setOpen] = useState<Open | null>(null);
  const remove = useCommand('publications.remove');
  const known = connections.state === 'ready' ? connections.value.filter(({ signIn }) => signIn.kind !== 'view') : [];
  const close = () => setOpen(null);
  return (
    <section className="card stack settings-card" aria-labelledby="publications">
      <div className="row"><h2 id="publications" className="grow">Published data sources</h2><Button small icon="plus" isDisabled={known.length === 0} onPress={() => setOpen({ what: 'new' })}>Publish…</Button></div>
      <p className="muted">Anomalies, verdicts and forecasts as data sources on Tableau Server or Cloud, where workbooks use them also while this workbench does not run.</p>
      <Shown of={publications} waiting="Reading what is published…">
        {(rows) => (rows.length === 0 ? (
          <EmptyState icon="upload" title="Nothing is published">{known.length === 0 ? 'Connect to Tableau above by a connected app or a token first.' : 'Choose what goes out, where, and how often.'}</EmptyState>
        ) : (
          <ul className="tableau-connections">{rows.map((row) => <Row key={row.publication.id} row={row} connections={known} onOpen={setOpen} />)}</ul>
        ))}
      </Shown>
      {(open?.what === 'new' || open?.what === 'change') && <PublicationDialog publication={open.what === 'new' ? null : open.row.publication} connections={known} onClose={close} />}
      {open?.what === 'guide' && <GuideDialog publication={open.row.publication} onClose={close} />}
      {open?.what === 'remove' && (
        <ConfirmDialog title={`Publish ${open.row.publication.name} no more?`} isOpen onClose={close} confirmWords="Remove" busy={remove.running} onConfirm={() => void remove.run({ publicationId: open.row.publication.id }).then(({ ok }) => { if (ok) close(); })}>
          The data source in Tableau stays as it was last published.
        </ConfirmDialog>
      )}
    </section>
  );
}

function Row({ row, connections, onOpen }: { row: PublicationRow; connections: readonly TableauConnection[]; onOpen(open: Open): void }) {
  const { publication, running } = row;
  const { id, name, project, content, days, every, published, failure, nextAt } = publication;
  const publish = useCommand('publications.publish');
  const connection = connections.find((one) => one.id === publication.connectionId);
  const now = () => void publish.run({ publicationId: id }).then((outcome) => { if (outcome.ok) tell({ tone: 'good', title: `${name} is published: ${plural(outcome.output.published!.rows, 'row')}` }); });
  return (
    <li>
      <div className="stack">
        <strong>{name}</strong>
        <p className="muted">{contentWords[content]}, {plural(days, 'day')}; to {connection?.name ?? 'a connection that was removed'}{project !== '' && `, project ${project}`}; {everyWords[every]}</p>
        <p className="row" role="status">
          {running ? <Pill tone="info">Publishing…</Pill> : failure !== null ? <Pill tone="bad">Failed</Pill> : published !== null ? <Pill tone="good">Published</Pill> : <Pill tone="plain">Not yet</Pill>}
          {published !== null && <span className="muted">{countWords(published.rows)} rows, {bytesWords(published.bytes)}, <Ago at={published.at} />{published.checkedAt > published.at && <>; unchanged as of <Ago at={published.checkedAt} /></>}</span>}
          {nextAt !== null && !running && <span className="muted">next <Moment at={Math.ceil(nextAt / 1000) * 1000} /></span>}
        </p>
        {failure !== null && !running && <ErrorCard error={failure.error} />}
      </div>
      {published?.url && <OutLinkButton small url={published.url}>Open in Tableau</OutLinkButton>}
      <Button small busy={running} busyWords="Publishing…" onPress={now}>Publish now</Button>
      <Button small onPress={() => onOpen({ what: 'guide', row })}>Build a workbook</Button>
      <Button small onPress={() => onOpen({ what: 'change', row })}>Change</Button>
      <IconButton small icon="remove" label={`Remove ${name}`} onPress={() => onOpen({ what: 'remove', row })} />
    </li>
  );
}
