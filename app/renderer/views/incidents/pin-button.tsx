import { useState } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { durationWords, momentWords } from '../../charts/words.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, ErrorCard, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { incidentStateWords } from './incident-words.ts';
import { useIncidents } from './use-incidents.ts';
import { incidentsToPinTo } from './incidents-to-pin-to.ts';

export interface PinButtonProps {
  series: Pick<Series, 'id' | 'streamId' | 'name' | 'channels'>;
  /** The stretch that is looked at when the button is pressed; null before anything is known. */
  range(): TimeRange | null;
  /** Which incident is offered first; the nearest in time where it is null. */
  incidentId?: string | null;
  /** Which channel is offered first. */
  channel?: string;
}

/** Pins the stretch that a chart shows to an incident of the stream. */
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
  const all = useIncidents(series.streamId);
  const pin = useCommand('incidents.pin', 'drawn');
  const [channel, setChannel] = useState(first);
  const [chosen, setChosen] = useState<string | null>(null);
  const [caption, setCaption] = useState('');
  return (
    <Shown of={all} waiting="Reading the incidents…">
      {(incidents) => {
        const offered = incidentsToPinTo(incidents, range, incidentId);
        const into = offered.find(({ id }) => id === chosen) ?? offered[0];
        const save = async (incident: Incident) => {
          const outcome = await pin.run({ incidentId: incident.id, seriesId: series.id, channel, range, caption });
          if (!outcome.ok) return;
          onClose();
          tell({ tone: 'good', title: `Pinned to ${incident.title}`, action: { label: 'Open the incident', onPress: () => location.assign(hrefOf({ page: 'incident', incidentId: incident.id })) } });
        };
        return (
          <Dialog title="Pin to incident" isOpen onClose={onClose} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" busy={pin.running} isDisabled={into === undefined} onPress={() => { if (into !== undefined) void save(into); }}>Pin the chart</Button></>}>
            {into === undefined ? <EmptyState icon="anomalies" title="There is no incident to pin it to" actions={<LinkButton small href={hrefOf({ page: 'anomalies' }, { view: 'incidents' })}>See all incidents</LinkButton>}>Its stream has none.</EmptyState> : (
              <form className="stack" onSubmit={(event) => { event.preventDefault(); void save(into); }}>
                <p>{series.name} from {momentWords(range.from, timeZone)} on, for {durationWords(range.to - range.from)}.</p>
                {series.channels.length > 1 && <Select label="Channel" options={series.channels.map((name) => ({ id: name, label: name }))} value={channel} onChange={setChannel} />}
                <Select label="Incident" options={offered.map((one) => ({ id: one.id, label: one.title, hint: `${incidentStateWords(one.state)}, ${momentWords(one.start, timeZone)}` }))} value={into.id} onChange={setChosen} />
                <TextField label="Caption" autoFocus value={caption} onChange={setCaption} hint="What is to be seen in it; may be left empty." error={caption.trim().length > 500 ? 'A caption has at most 500 characters.' : null} />
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
