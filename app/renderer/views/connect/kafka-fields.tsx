import { useEffect, useRef, useState } from 'react';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Switch, TextField } from '../../ui/fields.tsx';
import { momentPlaceholder, zoneWords } from '../../ui/read-moment.ts';
import { plural } from '../../../shared/counts.ts';
import { Pill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { PemField } from './pem-field.tsx';
import { connectionFaults, connectionOf, faultsOfError } from './source-form.ts';
import type { SourceFaults, SourceForm } from './source-form.ts';
import { TopicField } from './topic-field.tsx';

type Found = { brokers: number; topics: { name: string; partitions: number }[] };

/** A Kafka connection: brokers, protection, sign-in, topic and where to begin. */
export function KafkaFields({ form, onChange, faults, editing }: { form: SourceForm; onChange(form: SourceForm): void; faults: SourceFaults; editing: boolean }) {
  const { timeZone } = usePreferences();
  const set = (change: Partial<SourceForm>) => onChange({ ...form, ...change });
  const { found, error, testing, asked, test, cancel } = useTest(form);
  const failed = faultsOfError(error, form);
  const shown: SourceFaults = { ...failed, ...(asked ? connectionFaults(form) : {}), ...faults };
  const kept = editing ? 'Empty keeps the stored one, as long as brokers, TLS and mechanism stay.' : 'Kept encrypted; it is never shown again.';
  return (
    <>
      <TextField label="Brokers" value={form.brokers} onChange={(brokers) => set({ brokers })} placeholder="broker-1.example.org:9092, broker-2.example.org:9092" hint="host:port; more than one apart by commas." error={shown.brokers ?? null} required />
      <Switch label="Encrypt with TLS" value={form.tls} onChange={(tls) => set({ tls })} hint="Needed where the broker listens on a TLS port, often 9093." />
      {form.tls && (
        <div className="stack fields-inset">
          <PemField label="CA certificate" value={form.ca} onChange={(ca) => set({ ca })} hint="Of who signed the broker's certificate; empty trusts what this computer trusts." error={shown.ca ?? null} />
          <PemField label="Client certificate" value={form.certificate} onChange={(certificate) => set({ certificate })} hint="Only where the broker asks for one." error={shown.certificate ?? null} />
          <PemField label="Client private key" value={form.privateKey} onChange={(privateKey) => set({ privateKey })} hint={kept} error={shown.privateKey ?? null} secret />
        </div>
      )}
      <Select label="Sign-in" value={form.mechanism} onChange={(mechanism) => set({ mechanism })} options={[{ id: 'none', label: 'None' }, { id: 'plain', label: 'SASL PLAIN' }, { id: 'scram-sha-256', label: 'SASL SCRAM-SHA-256' }, { id: 'scram-sha-512', label: 'SASL SCRAM-SHA-512' }]} />
      {form.mechanism !== 'none' && (
        <div className="field-pair fields-inset">
          <TextField label="User name" value={form.username} onChange={(username) => set({ username })} error={shown.username ?? null} required />
          <TextField label="Password" type="password" value={form.password} onChange={(password) => set({ password })} hint={kept} error={shown.password ?? null} required={!editing} />
        </div>
      )}
      {form.mechanism === 'plain' && !form.tls && <p className="field-hint">SASL PLAIN without TLS sends the password readable over the network.</p>}
      <div className="row">
        <Button icon="plug" onPress={() => { if (!testing) test(); }}>{testing ? 'Connecting…' : 'Connect and list topics'}</Button>
        {testing && <Button onPress={cancel}>Cancel</Button>}
        {found !== null && !testing && <span role="status"><Pill tone="good">{`Connected: ${plural(found.brokers, 'broker')}, ${plural(found.topics.length, 'topic')}`}</Pill></span>}
      </div>
      {error !== null && Object.keys(failed).length === 0 && <ErrorCard error={error} onRetry={test} />}
      <TopicField topics={found?.topics ?? null} value={form.topic} onChange={(topic) => set({ topic })} error={shown.topic ?? null} />
      {!editing && (
        <Choice label="Begin with" value={form.start} onChange={(start) => set({ start })} hint={form.start === 'earliest' ? 'What is in the topic already is learned from first.' : undefined} options={[{ id: 'earliest', label: 'The oldest record' }, { id: 'latest', label: 'New records' }, { id: 'timestamp', label: 'A moment' }, { id: 'offset', label: 'Offsets' }]} />
      )}
      {!editing && form.start === 'timestamp' && <TextField label="Moment" value={form.startTime} onChange={(startTime) => set({ startTime })} placeholder={momentPlaceholder} hint={`${zoneWords(timeZone)}.`} error={shown.startTime ?? null} />}
      {!editing && form.start === 'offset' && <TextField label="Offset per partition" value={form.startOffsets} onChange={(startOffsets) => set({ startOffsets })} placeholder="0=1200, 1=1180" hint="Partitions that are not named begin with their oldest record." error={shown.startOffsets ?? null} />}
    </>
  );
}

type Tested = { of: string; found: Found | null; error: WorkbenchError | null };

/** Tries the connection and lists the topics; what was found or failed holds as long as the fields are those it was tried with. */
function useTest(form: SourceForm) {
  const workbench = useWorkbench();
  const [tested, setTested] = useState<Tested | null>(null);
  const [testing, setTesting] = useState(false);
  const [asked, setAsked] = useState(false);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);
  const now = JSON.stringify(connectionOf(form));
  async function test(): Promise<void> {
    setAsked(true);
    if (Object.keys(connectionFaults(form)).length > 0) return;
    under.current?.abort();
    const own = (under.current = new AbortController());
    setTesting(true);
    const end = (found: Found | null, error: WorkbenchError | null) => {
      if (own.signal.aborted) return;
      setTested({ of: now, found, error });
      setTesting(false);
    };
    await workbench.call('streams.test-connection', { connection: connectionOf(form) }, { signal: own.signal }).then((found) => end(found, null), (thrown: unknown) => end(null, asWorkbenchError(thrown)));
  }
  function cancel(): void {
    under.current?.abort();
    setTesting(false);
  }
  const holds = tested?.of === now ? tested : null;
  return { found: holds?.found ?? null, error: holds?.error ?? null, testing, asked, test: () => void test(), cancel };
}
