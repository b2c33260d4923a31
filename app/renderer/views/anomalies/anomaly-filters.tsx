import type { StreamRow } from '../series/stream-note.tsx';
import { SearchField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import type { ListAddress } from './anomaly-filter.ts';
import { verdictWords } from './verdict-words.ts';

const any = 'any';
const severityOptions = [{ id: any, label: 'Any severity' }, { id: 'medium', label: 'Medium and high' }, { id: 'high', label: 'High' }];
const verdictOptions = [{ id: any, label: 'Any verdict' }, { id: 'none', label: 'Not judged' }, ...(['true', 'expected', 'false', 'new-normal'] as const).map((id) => ({ id, label: verdictWords(id) }))];
const sortOptions = [{ id: 'start', label: 'Newest first' }, { id: 'score', label: 'Highest score first' }, { id: 'grade', label: 'Worst first' }, { id: 'series', label: 'By series' }];

/** The filter and order of the list; each part lives in the address. */
export function AnomalyFilters({ address, streams, onChange }: { address: ListAddress; streams: readonly StreamRow[]; onChange(part: keyof ListAddress, value: string): void }) {
  const take = (part: keyof ListAddress) => (value: string) => onChange(part, value === any || value === 'start' ? '' : value);
  return (
    <div className="anomaly-filters">
      <SearchField id="anomaly-search" label="Search series and explanation" placeholder="Series or words" value={address.text} onChange={take('text')} />
      <Select small hideLabel label="Stream" options={[{ id: any, label: 'All streams' }, ...streams.map(({ stream }) => ({ id: stream.id as string, label: stream.name }))]} value={address.stream || any} onChange={take('stream')} />
      <Select small hideLabel label="Severity" options={severityOptions} value={address.severity || any} onChange={take('severity')} />
      <Select small hideLabel label="Verdict" options={verdictOptions} value={address.verdict || any} onChange={take('verdict')} />
      <Select small hideLabel label="Order" options={sortOptions} value={address.sort || 'start'} onChange={take('sort')} />
    </div>
  );
}
