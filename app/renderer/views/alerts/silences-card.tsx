import { useMemo, useState } from 'react';
import type { Silence } from '../../../shared/domain/alert-rule.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Moment, useNow } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { SilenceDialog } from './silence-dialog.tsx';

type Stream = { id: string; label: string };

/** Silences: time-boxed mutes, such as for maintenance. */
export function SilencesCard({ streams }: { streams: readonly Stream[] }) {
  const silences = useQuery('silences.list', useMemo(() => ({}), []));
  const remove = useCommand('silences.remove');
  const [open, setOpen] = useState<Silence | 'new' | null>(null);
  const save = useCommand('silences.save');
  const { refresh } = silences;
  const now = useNow(10_000);
  const names = useMemo(() => new Map(streams.map(({ id, label }) => [id, label])), [streams]);
  return (
    <section className="card stack" aria-labelledby="silences">
      <div className="row"><h2 id="silences" className="grow">Silences</h2><Button icon="plus" onPress={() => setOpen('new')}>Add a silence</Button></div>
      <p className="muted">Mutes all outlets for a time, such as for maintenance. What is muted stands among the deliveries and under the bell.</p>
      <Shown of={silences} waiting="Reading the silences…">
        {(all) => (
          <ul className="alerts-outlets">
            {all.map((one) => (
              <li key={one.id}>
                <div className="alerts-outlet">
                  <span className="row">{one.to <= now ? <Pill tone="plain">over</Pill> : one.from > now ? <Pill tone="info">to come</Pill> : <Pill tone="warn">mutes</Pill>}<strong>{one.name}</strong></span>
                  <span className="muted">{scopeWords(one, names)} · <Moment at={one.from} /> to <Moment at={one.to} /></span>
                  {one.note !== '' && <span className="muted small">{one.note}</span>}
                </div>
                <div className="row">
                  {one.from < now && one.to > now && <Button small icon="stop" busy={save.running} onPress={() => void save.run({ silenceId: one.id, draft: { ...draftOf(one), to: Math.max(one.from + 1, Date.now()) } }).then(({ ok }) => { if (ok) refresh(); })}>End now<span className="unseen"> {one.name}</span></Button>}
                  <Button small icon="settings" onPress={() => setOpen(one)}>Change<span className="unseen"> {one.name}</span></Button>
                  <IconButton small icon="remove" label={`Remove ${one.name}`} busy={remove.running} onPress={() => void remove.run({ silenceId: one.id }).then(({ ok }) => { if (ok) refresh(); })} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      {open !== null && <SilenceDialog silence={open === 'new' ? null : open} streams={streams} onClose={() => setOpen(null)} onSaved={refresh} />}
    </section>
  );
}

const draftOf = ({ name, from, to, note, streamIds, keyPart }: Silence) => ({ name, from, to, note, streamIds, keyPart });

function scopeWords({ streamIds, keyPart }: Silence, names: ReadonlyMap<string, string>): string {
  const streams = streamIds.length === 0 ? 'All streams' : streamIds.map((id) => names.get(id) ?? 'one that is gone').join(', ');
  return keyPart === null ? streams : `${streams}, where ${keyPart.name} is ${keyPart.value}`;
}
