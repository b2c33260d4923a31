import { useState } from 'react';
import type { StreamRow } from '../series/stream-note.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import { incidentStateWords } from '../incidents/incident-words.ts';
import { orderWords } from './anomaly-filter.ts';
import type { ListAddress } from './anomaly-filter.ts';
import { MomentField } from '../../ui/moment-field.tsx';
import { useIsWide } from '../../ui/use-is-wide.ts';
import { verdictWords } from './verdict-words.ts';

const any = 'any';
const severityOptions = [{ id: any, label: 'Any severity' }, { id: 'medium', label: 'Medium and high' }, { id: 'high', label: 'High' }];
const verdictOptions = [{ id: any, label: 'Any verdict' }, { id: 'none', label: 'Not judged' }, ...(['true', 'expected', 'false', 'new-normal'] as const).map((id) => ({ id, label: verdictWords(id) }))];
const sortOptions = Object.entries(orderWords).map(([id, label]) => ({ id, label }));
const incidentSortOptions = sortOptions.filter(({ id }) => id === 'start' || id === 'grade');
const hour = 3_600_000;
const spans: Record<string, number> = { hour, day: 24 * hour, week: 168 * hour };
const timeOptions = [{ id: any, label: 'Any time' }, { id: 'hour', label: 'Since an hour ago' }, { id: 'day', label: 'Since a day ago' }, { id: 'week', label: 'Since a week ago' }, { id: 'between', label: 'Between two times' }];

const stateOptions = [{ id: any, label: 'Any state' }, ...(['open', 'acknowledged', 'resolved'] as const).map((id) => ({ id, label: incidentStateWords(id) }))];

/** The filter and order of the list; each part lives in the address. Incidents have a state and tags instead of verdict and series, and fewer orders. */
export function AnomalyFilters({ address, streams, onChange, ofIncidents }: { address: ListAddress; streams: readonly StreamRow[]; onChange(part: keyof ListAddress, value: string): void; ofIncidents: { state: string; onState(state: string): void; tag: string; tags: readonly string[]; onTag(tag: string): void } | null }) {
  const [between, setBetween] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const isWide = useIsWide(641);
  const take = (part: keyof ListAddress) => (value: string) => onChange(part, value === any || value === 'start' ? '' : value);
  const timed = between || address.from !== '' || address.to !== '';
  const takeTime = (value: string) => {
    const span = spans[value];
    setBetween(value === 'between');
    onChange('from', span === undefined ? (value === any ? '' : address.from) : new Date(Date.now() - span).toISOString());
    if (value !== 'between') onChange('to', '');
  };
  const streamOptions = [{ id: any, label: 'All streams' }, ...streams.map(({ stream }) => ({ id: stream.id as string, label: stream.name }))];
  if (address.stream !== '' && !streamOptions.some((one) => one.id === address.stream)) streamOptions.push({ id: address.stream, label: 'A stream that is gone' });
  const used = [address.stream, address.severity, ...(ofIncidents === null ? [address.verdict + address.series] : [ofIncidents.state, ofIncidents.tag]), address.from + address.to].filter((part) => part !== '').length;
  const fields = (
    <>
      <Select hideLabel label="Stream" options={streamOptions} value={address.stream || any} onChange={take('stream')} />
      <Select hideLabel label="Severity" options={severityOptions} value={address.severity || any} onChange={take('severity')} />
      {ofIncidents === null
        ? <Select hideLabel label="Verdict" options={verdictOptions} value={address.verdict || any} onChange={take('verdict')} />
        : <Select hideLabel label="State" options={stateOptions} value={ofIncidents.state || any} onChange={(value) => ofIncidents.onState(value === any ? '' : value)} />}
      {ofIncidents !== null && (ofIncidents.tags.length > 0 || ofIncidents.tag !== '') && <Select hideLabel label="Tag" options={tagOptions(ofIncidents)} value={ofIncidents.tag === '' ? 'any tag' : ofIncidents.tag} onChange={(value) => ofIncidents.onTag(value === 'any tag' ? '' : value)} />}
      <Select hideLabel label="Time" options={timeOptions} value={timed ? 'between' : any} onChange={takeTime} />
      <Select hideLabel label="Order" options={ofIncidents === null ? sortOptions : incidentSortOptions} value={ofIncidents === null || address.sort === 'grade' ? address.sort || 'start' : 'start'} onChange={take('sort')} />
      {(timed || (address.series !== '' && ofIncidents === null)) && (
        <div className="anomaly-filters-more">
          {address.series !== '' && ofIncidents === null && <Button small icon="close" onPress={() => onChange('series', '')}>One series only</Button>}
          {timed && <Edge label="From" value={address.from} onChange={take('from')} />}
          {timed && <Edge label="to" value={address.to} onChange={take('to')} />}
          {timed && <Button small look="plain" onPress={() => takeTime(any)}>Any time</Button>}
        </div>
      )}
    </>
  );
  return (
    <div className="anomaly-filters">
      <SearchField id="anomaly-search" label="Search series and explanation" placeholder="Series or words" value={address.text} onChange={take('text')} />
      {!isWide && <Button icon={unfolded ? 'up' : 'down'} aria-expanded={unfolded} onPress={() => setUnfolded(!unfolded)}>{used === 0 ? 'Filter' : `Filter (${used})`}</Button>}
      {(isWide || unfolded) && fields}
    </div>
  );
}

/** Tags have no space in them, so that none is called as the first. */
function tagOptions({ tag, tags }: { tag: string; tags: readonly string[] }) {
  return [{ id: 'any tag', label: 'Any tag' }, ...[...new Set(tag === '' ? tags : [...tags, tag])].map((id) => ({ id, label: id }))];
}

/** An end of the range of event time, in the analyst's zone; `value` is ISO 8601 or empty. */
function Edge({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  const { timeZone } = usePreferences();
  const time = Date.parse(value);
  return <label className="moment-field"><span className="muted">{label}</span><MomentField label={label} time={Number.isNaN(time) ? null : time} zone={timeZone} onChange={(to) => onChange(to === null ? '' : new Date(to).toISOString())} /></label>;
}
