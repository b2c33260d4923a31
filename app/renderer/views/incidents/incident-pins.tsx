import { useMemo, useState, type KeyboardEvent } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { longestCaption, type Pin } from '../../../shared/domain/notebook.ts';
import type { SeriesStretch } from '../../../shared/domain/series.ts';
import { StretchChart } from '../../charts/stretch-chart.tsx';
import { createTimeRange } from '../../charts/time-range.ts';
import { durationWords } from '../../charts/words.ts';
import { rangeState } from '../../playhead/use-range-address.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { DoneAt, Moment } from '../../ui/moment.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Shown } from '../../ui/states.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSeriesMarks } from '../dashboards/use-series-marks.ts';
import { useStretch } from '../dashboards/use-stretch.ts';

const box = { width: 400, height: 90 };
const points = 200;

/** The charts that were pinned to an incident, each drawn from the stored samples and a way to the exact stretch. */
export function IncidentPins({ incident }: { incident: Incident }) {
  const pins = useQuery('incidents.pins', { incidentId: incident.id }, { anew: incident }); // each act tells the incident anew
  return (
    <Shown of={pins} waiting="Reading what was pinned…">
      {(all) => all.length === 0 ? <p className="muted">No chart is pinned. <em>Pin to incident</em> stands at the chart of an anomaly and of a series.</p> : (
        <ul className="incident-pins" aria-label="Pinned charts">{all.map((pin) => <li key={pin.id}><PinnedChart pin={pin} isGrowing={incident.ongoing} /></li>)}</ul>
      )}
    </Shown>
  );
}

function PinnedChart({ pin, isGrowing }: { pin: Pin; isGrowing: boolean }) {
  const unpin = useCommand('incidents.unpin');
  const range = useMemo(() => ({ from: pin.from, to: pin.to }), [pin.from, pin.to]);
  const stretch = useStretch(pin.seriesId, range, points, isGrowing);
  const name = `${pin.seriesName}, ${pin.channel}`;
  return (
    <figure className="incident-pin" aria-label={name}>
      <figcaption>
        <div className="row"><a className="strong grow" href={hrefOf({ page: 'series', seriesId: pin.seriesId }, rangeState(range))}>{name}</a><IconButton small icon="remove" label={`Unpin ${name}`} busy={unpin.running} onPress={() => void unpin.run({ incidentId: pin.incidentId, pinId: pin.id })} /></div>
        <Caption pin={pin} name={name} />
        <p className="muted small"><Moment at={pin.from} /> for {durationWords(pin.to - pin.from)}; pinned by {pin.actor}, <DoneAt at={pin.at} /></p>
      </figcaption>
      {stretch.state === 'failed' && stretch.error.code === 'AF_NOT_FOUND' ? <p className="muted">This series is not there any more.</p> : (
        <Shown of={stretch} waiting="Reading the samples…">{(read) => <Drawn pin={pin} name={name} stretch={read} />}</Shown>
      )}
    </figure>
  );
}

/** What is to be seen in it; written and changed in place. */
function Caption({ pin, name }: { pin: Pin; name: string }) {
  const save = useCommand('incidents.caption-pin');
  const [text, setText] = useState<string | null>(null);
  if (text === null) return <div className="row"><p className="grow" dir="auto">{pin.caption}</p><IconButton small icon="edit" label={`${pin.caption === '' ? 'Add a caption to' : 'Edit the caption of'} ${name}`} onPress={() => setText(pin.caption)} /></div>;
  const isTooLong = text.trim().length > longestCaption;
  const finish = async () => {
    if (isTooLong || (text.trim() !== pin.caption && !(await save.run({ incidentId: pin.incidentId, pinId: pin.id, caption: text })).ok)) return;
    setText((now) => (now === text ? null : now)); // not what was written meanwhile
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setText(null);
  };
  return (
    <form className="stack" onKeyDown={press} onSubmit={(event) => { event.preventDefault(); void finish(); }}>
      <TextField label="Caption" autoFocus value={text} onChange={setText} error={isTooLong ? `A caption has at most ${longestCaption} characters.` : null} />
      <div className="row"><Button small type="submit" busy={save.running} isDisabled={isTooLong}>Save</Button><Button small onPress={() => setText(null)}>Cancel</Button></div>
    </form>
  );
}

function Drawn({ pin, name, stretch }: { pin: Pin; name: string; stretch: SeriesStretch }) {
  const { timeZone } = usePreferences();
  const marks = useSeriesMarks(pin.seriesId);
  const [first, last] = [stretch.times[0] ?? pin.from, stretch.times.at(-1) ?? pin.to];
  // What was looked at may reach beyond what is stored: the chart does not.
  const range = useMemo(() => (last > first ? { from: Math.max(pin.from, first), to: Math.min(pin.to, last) } : { from: pin.from, to: pin.to }), [pin.from, pin.to, first, last]);
  const timeline = useMemo(() => createTimeRange({ kind: 'fixed', ...range }), [range]);
  const channel = stretch.channels.indexOf(pin.channel);
  if (channel < 0 || stretch.times.length === 0) return <p className="muted">{channel < 0 ? 'The series has no such channel any more.' : 'Retention has deleted the samples of this stretch.'}</p>;
  return <StretchChart name={name} stretch={stretch} channel={channel} range={range} timeline={timeline} marks={marks} zone={timeZone} box={box} withExpected axes />;
}
