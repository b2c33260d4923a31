import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { SearchField } from 'react-aria-components/SearchField';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { longestCaption } from '../../../shared/domain/notebook.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { durationWords, momentWords } from '../../charts/words.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Icon } from '../../ui/icons.tsx';
import { EmptyState, ErrorCard, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { incidentStateWords } from './incident-words.ts';
import { useIncidents } from './use-incidents.ts';
import { incidentsToPinTo, type PinFrom } from './incidents-to-pin-to.ts';

const none: Incident[] = [];
/** Incidents in sight: more would scroll within the dialog. */
const mostShown = 4;
const noStreams: OutputOf<'streams.list'> = [];

export interface PinButtonProps {
  series: Pick<Series, 'id' | 'streamId' | 'name' | 'channels'>;
  /** The stretch that is looked at when the button is pressed; null before anything is known. */
  range(): TimeRange | null;
  /** Which incident is offered first; the nearest in time where it is null. */
  incidentId?: string | null;
  /** Which channel is offered first. */
  channel?: string;
}

/** Pins the stretch that a chart shows to an incident: of the stream, or of another that is not resolved. */
export function PinButton({ series, range, incidentId = null, channel = series.channels[0]! }: PinButtonProps) {
  const [pinned, setPinned] = useState<TimeRange | null>(null);
  return (
    <>
      <Button small icon="plus" onPress={() => setPinned(range())}>Pin to incident</Button>
      {pinned !== null && <PinDialog series={series} range={pinned} incidentId={incidentId} channel={channel} onClose={() => setPinned(null)} />}
    </>
  );
}

function PinDialog({ series, range, incidentId, channel: first, onClose }: { series: PinButtonProps['series']; range: TimeRange; incidentId: string | null; channel: string; onClose(): void }) {
  const { timeZone } = usePreferences();
  const own = useIncidents(series.streamId);
  const others = valueOr(useIncidents(), none);
  const streams = valueOr(useSubscription('streams.watch', {}), noStreams);
  const streamNames = useMemo(() => new Map<string, string>(streams.map(({ stream }) => [stream.id, stream.name])), [streams]);
  const pin = useCommand('incidents.pin', 'drawn');
  const [channel, setChannel] = useState(first);
  const [chosen, setChosen] = useState<string | null>(null);
  const [caption, setCaption] = useState('');
  return (
    <Shown of={own} waiting="Reading the incidents…">
      {(incidents) => {
        const all = [...new Map([...others, ...incidents].map((one) => [one.id, one])).values()];
        const from = { streamId: series.streamId, range, incidentId, streamNames };
        const into = all.find(({ id }) => id === chosen) ?? incidentsToPinTo(all, from)[0];
        const save = async (incident: Incident) => {
          const outcome = await pin.run({ incidentId: incident.id, seriesId: series.id, channel, range, caption });
          if (!outcome.ok) return;
          onClose();
          tell({ tone: 'good', title: `Pinned to ${incident.title}`, action: { label: 'Open the incident', onPress: () => location.assign(hrefOf({ page: 'incident', incidentId: incident.id })) } });
        };
        return (
          <Dialog title="Pin to incident" isOpen onClose={onClose} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" busy={pin.running} isDisabled={into === undefined} onPress={() => { if (into !== undefined) void save(into); }}>Pin the chart</Button></>}>
            {into === undefined ? <EmptyState icon="anomalies" title="There is no incident to pin it to" actions={<LinkButton small href={hrefOf({ page: 'anomalies' }, { view: 'incidents' })}>See all incidents</LinkButton>}>Its stream has none, and all of other streams are resolved.</EmptyState> : (
              <form className="stack" onSubmit={(event) => { event.preventDefault(); void save(into); }}>
                <p>{series.name} from {momentWords(range.from, timeZone)} on, for {durationWords(range.to - range.from)}.</p>
                {series.channels.length > 1 && <Select label="Channel" options={series.channels.map((name) => ({ id: name, label: name }))} value={channel} onChange={setChannel} />}
                <Into all={all} from={from} into={into} onChoose={setChosen} />
                <TextField label="Caption" autoFocus value={caption} onChange={setCaption} hint="What is to be seen in it; may be left empty." error={caption.trim().length > longestCaption ? `A caption has at most ${longestCaption} characters.` : null} />
                {pin.error !== null && <ErrorCard error={pin.error} />}
                <button type="submit" hidden />
              </form>
            )}
          </Dialog>
        );
      }}
    </Shown>
  );
}

/** The incident that takes it, with a search for another. */
function Into({ all, from, into, onChoose }: { all: readonly Incident[]; from: PinFrom; into: Incident; onChoose(id: string): void }) {
  const { timeZone } = usePreferences();
  const [text, setText] = useState('');
  const found = incidentsToPinTo(all, from, text);
  const words = (one: Incident) => [incidentStateWords(one.state), momentWords(one.start, timeZone), ...(one.streamId === from.streamId ? [] : [from.streamNames.get(one.streamId) ?? 'another stream'])].join(', ');
  return (
    <div className="field">
      <span className="field-label">Incident</span>
      <span>{into.title} <span className="muted">{words(into)}</span></span>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField className="search" aria-label="Search another incident">
          <Icon name="search" />
          <Input className="input" placeholder="Another: words of its title, tags or stream" />
        </SearchField>
        <ListBox className="options" aria-label="Incidents" items={found.slice(0, mostShown)} selectionMode="single" disallowEmptySelection selectedKeys={[into.id]} onSelectionChange={(keys) => { for (const id of keys) onChoose(String(id)); }} renderEmptyState={() => <p className="muted">None is called that; those of other streams are only found while they are not resolved.</p>}>
          {(one) => (
            <ListBoxItem id={one.id} className="option" textValue={`${one.title} ${words(one)}`}>
              <span className="incident-choice"><span>{one.title}</span>{' '}<small>{words(one)}</small></span>
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
      {found.length > mostShown && <span className="field-hint">And others; words of theirs find them.</span>}
    </div>
  );
}
