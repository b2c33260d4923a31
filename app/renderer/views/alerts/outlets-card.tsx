import { useMemo, useState } from 'react';
import type { Delivery, Outlet } from '../../../shared/domain/outlet.ts';
import type { Loaded } from '../../workbench/loaded.ts';
import { durationWords } from '../../charts/words.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { plural } from '../../../shared/counts.ts';
import { Ago, Moment, useNow } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { OutletDialog, type TopicStream } from './outlet-dialog.tsx';
import { kindWords, outletState, targetWords } from './outlet-words.ts';

type Open = { what: 'new' } | { what: 'change' | 'remove'; outlet: Outlet };

/** The outlets: how each fares; added, tested, changed, removed. */
export function OutletsCard({ outlets, topics, deliveries }: { outlets: Loaded<Outlet[]>; topics: readonly TopicStream[]; deliveries: readonly Delivery[] }) {
  const [open, setOpen] = useState<Open | null>(null);
  const remove = useCommand('outlets.remove');
  const { refresh } = outlets;
  const close = () => setOpen(null);
  const add = (look: 'primary' | 'normal') => <Button look={look} icon="plus" onPress={() => setOpen({ what: 'new' })}>Add an outlet</Button>;
  return (
    <section className="card stack" aria-labelledby="outlets">
      <div className="row"><h2 id="outlets" className="grow">Outlets</h2>{outlets.state === 'ready' && outlets.value.length > 0 && add('normal')}</div>
      <Shown of={outlets} waiting="Reading the outlets…">
        {(all) => (all.length === 0 ? (
          <EmptyState icon="bell" title="Nothing leaves this workbench yet" actions={add('primary')}>
            Add a webhook, a chat or e-mail, send a test, and incidents and failing streams are told there too, also while nobody looks at this window.
          </EmptyState>
        ) : (
          <ul className="alerts-outlets">{all.map((outlet) => <OutletRow key={outlet.id} outlet={outlet} deliveries={deliveries} onOpen={setOpen} />)}</ul>
        ))}
      </Shown>
      {(open?.what === 'new' || open?.what === 'change') && <OutletDialog outlet={open.what === 'new' ? null : open.outlet} topics={topics} onClose={close} onSaved={refresh} />}
      {open?.what === 'remove' && (
        <ConfirmDialog title={`Remove ${open.outlet.name}?`} isOpen onClose={close} confirmWords="Remove" busy={remove.running} onConfirm={() => void remove.run({ outletId: open.outlet.id }).then(({ ok }) => { if (ok) { refresh(); close(); } })}>
          What still waits for it is dropped, and its deliveries are forgotten. The notifications stay under the bell.
        </ConfirmDialog>
      )}
    </section>
  );
}

function OutletRow({ outlet, deliveries, onOpen }: { outlet: Outlet; deliveries: readonly Delivery[]; onOpen(open: Open): void }) {
  const { id, name, target, minimumSeverity, enabled } = outlet;
  const test = useCommand('outlets.test');
  const state = useMemo(() => outletState(outlet, deliveries), [outlet, deliveries]);
  const draft = { name, enabled, minimumSeverity, target };
  return (
    <li>
      <div className="alerts-outlet">
        <span className="row"><Pill tone={state.tone}>{state.words}</Pill><strong>{name}</strong><span className="muted">{kindWords[target.kind]}, from severity {minimumSeverity}</span></span>
        <span className="muted">{targetWords(outlet)}</span>
        <span className="muted small">
          {state.lastSentAt === null ? 'Nothing delivered yet' : <>Last delivered <Ago at={state.lastSentAt} /></>}
          {state.failingSince !== null && <> · failing since <Moment at={state.failingSince} /></>}
          {state.waiting > 0 && <> · {plural(state.waiting, 'message')} waiting</>}
          {state.nextTryAt !== null && <> · <NextTry at={state.nextTryAt} /></>}
        </span>
        {state.lastError !== null && <span className="alerts-error">{state.lastError}</span>}
      </div>
      <div className="row">
        <Button small icon="plug" busy={test.running} busyWords="Sending…" onPress={() => void test.run({ outletId: id, draft }).then(({ ok }) => { if (ok) tell({ tone: 'good', title: `${name} took the test`, text: 'Look whether it arrived: “A trial message of AnomalyForce”.' }); })}>Send a test</Button>
        <Button small icon="settings" onPress={() => onOpen({ what: 'change', outlet })}>Change<span className="unseen"> {name}</span></Button>
        <IconButton small icon="remove" label={`Remove ${name}`} onPress={() => onOpen({ what: 'remove', outlet })} />
      </div>
    </li>
  );
}

/** How long until the next try, kept current. */
function NextTry({ at }: { at: number }) {
  const now = useNow();
  return <>{at <= now ? 'trying now' : `next try in ${durationWords(at - now)}`}</>;
}
