import type { Preview } from '../../../shared/api/views.ts';
import { momentWords } from '../../charts/words.ts';
import { numberWords } from '../../../shared/number-words.ts';
import { plural } from '../../../shared/counts.ts';
import { Pill } from '../../ui/pill.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import type { SourceForm } from './source-form.ts';

/** Records of a sample as they would be stored, and those that would be quarantined with the reason. */
export function SampleRows({ preview, kind, stale }: { preview: Preview; kind: SourceForm['kind']; stale: boolean }) {
  const { timeZone } = usePreferences();
  const good = preview.rows.filter((row) => row.failure === null);
  const bad = preview.rows.filter((row) => row.failure !== null);
  const channels = preview.mapping?.channels ?? [];
  return (
    <div className={`stack${stale ? ' stale' : ''}`}>
      {good.length === 0 ? <p className="muted">{preview.rows.length > 0 ? 'No record could be read this way.' : kind === 'file' ? 'The file holds no rows of values. Choose another.' : 'The topic holds no records yet. Add the fields that will come by their names, or wait for the first records and read again.'}</p> : (
        <div className="table-frame rows-table" role="region" aria-label="Records as they would be read, scrollable" tabIndex={0}>
          <table className="table">
            <thead><tr><th scope="col">Event time</th><th scope="col">Series</th>{channels.map((channel, index) => <th key={index} scope="col" className="end">{channel.name}{channel.unit !== '' && ` (${channel.unit})`}</th>)}<th scope="col" className="end">Offset</th></tr></thead>
            <tbody>
              {good.map((row) => (
                <tr key={row.offset} title={row.text}>
                  <td className="nowrap">{row.eventTime === null ? <span className="muted">–</span> : momentWords(row.eventTime, timeZone)}</td>
                  <td>{row.series === '' ? <span className="muted">one series</span> : row.series}</td>
                  {channels.map((_channel, index) => <td key={index} className="end">{row.values[index] === null || row.values[index] === undefined ? <span className="muted">missing</span> : numberWords(row.values[index])}</td>)}
                  <td className="end muted">{row.offset}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {preview.mapping?.bars !== undefined && good.length > 0 && <p className="muted">These are the records; the samples are made of them bar by bar.</p>}
      {bad.length > 0 && (
        <div className="stack">
          <h3><Pill tone="warn">{plural(preview.failedCount, 'record')} would be quarantined</Pill></h3>
          <ul className="quarantine-examples">
            {bad.slice(0, 8).map((row) => <li key={row.offset}><strong>{row.failure}</strong><code className="record-text">{row.text === '' ? '(empty)' : row.text}</code></li>)}
          </ul>
        </div>
      )}
    </div>
  );
}
