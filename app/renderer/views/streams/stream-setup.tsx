import type { Pace, Stream } from '../../../shared/domain/stream.ts';
import { timeUnitWords } from '../../../shared/domain/time.ts';
import { hrefOf } from '../../routes/route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { percentWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { Select } from '../../ui/select.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { paceOf, paceOptions } from '../connect/pace.ts';
import { BudgetCard } from './budget-card.tsx';
import { Captures } from './captures.tsx';
import { sourceWords } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';

/** How a stream is set up, the pace of a saved one, and the captures made of streams. */
export function StreamSetup({ row: { stream, health } }: { row: StreamRow }) {
  return (
    <div className="stream-part stream-setup">
      <section className="card stack">
        <div className="row"><h2 className="grow">Set-up</h2><LinkButton small icon="settings" href={hrefOf({ page: 'new-stream' }, { edit: stream.id })}>Edit</LinkButton></div>
        <SetupFacts stream={stream} />
        {stream.source.kind === 'file' && <PaceSelect stream={stream} />}
      </section>
      <BudgetCard stream={stream} />
      <Captures key={health.capturing ? 'recording' : 'resting'} />
    </div>
  );
}

function SetupFacts({ stream }: { stream: Stream }) {
  const { source, mapping, decoding, detector } = stream;
  const { time, keys, channels, label } = mapping;
  return (
    <dl className="facts">
      <dt>Source</dt><dd>{sourceWords(source)}</dd>
      {source.kind === 'kafka' && <><dt>Brokers</dt><dd>{source.connection.brokers.join(', ')}</dd><dt>Protection</dt><dd>{source.connection.tls === null ? 'no TLS' : 'TLS'}, {source.connection.sasl === null ? 'no sign-in' : `signs in as ${source.connection.sasl.username} (${source.connection.sasl.mechanism})`}</dd></>}
      <dt>Decoding</dt><dd>{decoding.format === 'csv' ? `CSV, ${decoding.columns.length} columns` : decoding.format === 'json' ? 'JSON' : 'a bare number'}</dd>
      <dt>Event time</dt><dd>{time.field === null ? timeUnitWords[time.unit] : <><code>{time.field}</code>{time.clock !== undefined && <> and <code>{time.clock}</code></>}, {timeUnitWords[time.unit]}{time.zone !== undefined && `, ${time.zone} where none is said`}</>}</dd>
      <dt>Series key</dt><dd>{keys.length === 0 ? 'none: one series' : keys.map((key) => (key === '$key' ? 'the record’s own key' : key)).join(', ')}</dd>
      <dt>Channels</dt><dd>{channels.map(({ name, unit }) => (unit === '' ? name : `${name} (${unit})`)).join(', ')}</dd>
      {label !== null && <><dt>Label</dt><dd>{label}, never shown to a detector</dd></>}
      <dt>Detector</dt><dd>{detector.name}, sensitivity {percentWords(detector.sensitivity)}{detector.budget !== undefined && `, at most ${detector.budget.alertsPerDay} alerts a day${detector.budget.set === null ? '' : ` over the set “${detector.budget.set}”`}`}</dd>
      <dt>Made</dt><dd><Moment at={stream.createdAt} /></dd>
    </dl>
  );
}

function PaceSelect({ stream }: { stream: Stream }) {
  const setPace = useCommand('streams.set-pace');
  const pace: Pace = stream.pace;
  return <Select label="Pace" hint="How fast the saved stream is read." options={paceOptions(pace)} value={String(pace)} onChange={(next) => void setPace.run({ streamId: stream.id, pace: paceOf(next) })} />;
}
