import { useState } from 'react';
import type { Outlet } from '../../../shared/domain/outlet.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Switch, TextField } from '../../ui/fields.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorCard, Notice } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { emptyOutlet, newSigningSecret, outletDraftOf, outletFaults, outletFormOf, type OutletFaults, type OutletForm } from './outlet-form.ts';

interface FieldsProps { form: OutletForm; faults: OutletFaults; set(change: Partial<OutletForm>): void; stored: boolean; topics: readonly TopicStream[] }
/** A stream of a topic, whose brokers an outlet may use. */
export interface TopicStream { id: string; label: string }

const ports = { starttls: '587', tls: '465', none: '25' } as const;

/** Adds an outlet, or changes one; a test message can be sent before it is saved. */
export function OutletDialog({ outlet, topics, onClose, onSaved }: { outlet: Outlet | null; topics: readonly TopicStream[]; onClose(): void; onSaved(): void }) {
  const save = useCommand('outlets.save', 'drawn');
  const test = useCommand('outlets.test', 'drawn');
  const [form, setForm] = useState(outlet === null ? emptyOutlet : outletFormOf(outlet));
  const [asked, setAsked] = useState(false);
  const [tried, setTried] = useState<OutletForm | null>(null);
  const stored = outlet !== null && outlet.target.kind === form.kind;
  const faults = asked ? outletFaults(form, stored) : {};
  const outletId = outlet?.id ?? null;
  const set = (change: Partial<OutletForm>) => {
    setForm({ ...form, ...change });
    save.clear();
    test.clear();
  };
  async function sendTest(): Promise<void> {
    setAsked(true);
    const draft = outletDraftOf(form, stored);
    if (draft === null) return;
    setTried(null);
    const { ok } = await test.run({ outletId, draft });
    if (ok) setTried(form);
  }
  async function finish(): Promise<void> {
    setAsked(true);
    const draft = outletDraftOf(form, stored);
    if (draft === null) return;
    const outcome = await save.run({ outletId, draft });
    if (!outcome.ok) return;
    tell({ tone: 'good', title: `The outlet ${outcome.output.name} is saved` });
    onSaved();
    onClose();
  }
  const Fields = { webhook: WebhookFields, chat: ChatFields, email: EmailFields, kafka: TopicFields }[form.kind];
  return (
    <Dialog wide isOpen onClose={onClose} title={outlet === null ? 'Add an outlet' : `Change ${outlet.name}`}
      footer={<><Button onPress={onClose}>Cancel</Button><Button icon="plug" busy={test.running} busyWords="Sending…" onPress={() => void sendTest()}>Send a test</Button><Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button></>}>
      <div className="stack">
        <Choice label="Kind" value={form.kind} onChange={(kind) => set({ kind })} options={[{ id: 'webhook', label: 'Webhook' }, { id: 'chat', label: 'Chat' }, { id: 'email', label: 'E-mail' }, { id: 'kafka', label: 'Topic' }]}
          hint={{ webhook: 'Signed JSON (Standard Webhooks) to a service of yours; a repetition carries the same id.', chat: 'A message in Slack, Mattermost, Rocket.Chat or Teams by their incoming webhook.', email: 'Plain text by your mail server.', kafka: 'A record in a Kafka topic, the same JSON as a webhook; a repetition carries the same key.' }[form.kind]} />
        <TextField label="Name" value={form.name} onChange={(name) => set({ name })} placeholder="On call" error={faults.name ?? null} required autoFocus />
        <Fields form={form} faults={faults} set={set} stored={stored} topics={topics} />
        <Choice label="From severity" value={form.minimumSeverity} onChange={(minimumSeverity) => set({ minimumSeverity })} options={[{ id: 'low', label: 'Low' }, { id: 'medium', label: 'Medium' }, { id: 'high', label: 'High' }]} hint="Messages of what is milder do not go this way." />
        <Switch label="In use" value={form.enabled} onChange={(enabled) => set({ enabled })} {...(!form.enabled && { hint: 'Nothing new is put in line for it, and what waits stays.' })} />
        {save.error !== null && <ErrorCard error={save.error} />}
        {test.error !== null && <ErrorCard error={test.error} />}
        {tried === form && <p role="status"><Pill tone="good">The test was taken</Pill> Look whether it arrived: “A trial message of AnomalyForce”.</p>}
      </div>
    </Dialog>
  );
}

function WebhookFields({ form, faults, set, stored }: FieldsProps) {
  return (
    <>
      <TextField label="Address" value={form.url} onChange={(url) => set({ url })} placeholder="https://alerts.example.org/hook" error={faults.url ?? null} required />
      <div className="alerts-secret">
        <TextField label="Signing secret" value={form.secret} onChange={(secret) => set({ secret })} placeholder="whsec_…" hint={stored ? 'Empty keeps the stored one, for the same host.' : 'Give it to the receiver too, now: it is kept encrypted and never shown again.'} error={faults.secret ?? null} required={!stored} />
        <Button onPress={() => set({ secret: newSigningSecret() })}>Make one</Button>
      </div>
    </>
  );
}

function ChatFields({ form, faults, set, stored }: FieldsProps) {
  return (
    <>
      <Choice label="Chat" value={form.app} onChange={(app) => set({ app })} options={[{ id: 'slack', label: 'Slack and the like' }, { id: 'teams', label: 'Teams' }]} hint={form.app === 'slack' ? 'In Slack: an app with Incoming Webhooks. Mattermost and Rocket.Chat take the same.' : 'In Teams: Workflows, “Post to a channel when a webhook request is received”.'} />
      <TextField label="Webhook address" type="password" value={form.chatUrl} onChange={(chatUrl) => set({ chatUrl })} hint={stored ? 'Empty keeps the stored one.' : 'Whoever knows it can post: it is kept encrypted and never shown again.'} error={faults.chatUrl ?? null} required={!stored} />
    </>
  );
}

function TopicFields({ form, faults, set, topics }: FieldsProps) {
  if (topics.length === 0) return <Notice title="No stream reads a topic yet">A topic is written to at the brokers of a stream, with its TLS and sign-in: connect one first.</Notice>;
  return (
    <div className="field-pair">
      <Select label="At the brokers of" value={form.streamId} onChange={(streamId) => set({ streamId })} options={topics} hint="With its TLS and sign-in, which must be allowed to write." error={faults.streamId ?? null} />
      <TextField label="Topic" value={form.topic} onChange={(topic) => set({ topic })} placeholder="anomalyforce-alerts" error={faults.topic ?? null} required />
    </div>
  );
}

function EmailFields({ form, faults, set, stored }: FieldsProps) {
  return (
    <>
      <Choice label="Protection" value={form.security} onChange={(security) => set({ security, ...(Object.values<string>(ports).includes(form.port) && { port: ports[security] }) })} options={[{ id: 'starttls', label: 'STARTTLS' }, { id: 'tls', label: 'TLS' }, { id: 'none', label: 'None' }]} hint={form.security === 'none' ? 'Readable by anyone on the way, and without a sign-in.' : undefined} />
      <div className="field-pair">
        <TextField label="Mail server" value={form.host} onChange={(host) => set({ host })} placeholder="mail.example.org" error={faults.host ?? null} required />
        <TextField label="Port" type="number" value={form.port} onChange={(port) => set({ port })} error={faults.port ?? null} required />
      </div>
      {form.security !== 'none' && (
        <div className="field-pair">
          <TextField label="User" value={form.user} onChange={(user) => set({ user })} hint="Empty where the server asks for none." error={faults.user ?? null} />
          <TextField label="Password" type="password" value={form.password} onChange={(password) => set({ password })} hint={stored ? 'Empty keeps the stored one, for the same server and user.' : 'Kept encrypted; it is never shown again.'} error={faults.password ?? null} />
        </div>
      )}
      <div className="field-pair">
        <TextField label="From" value={form.from} onChange={(from) => set({ from })} placeholder="workbench@example.org" error={faults.from ?? null} required />
        <TextField label="To" value={form.to} onChange={(to) => set({ to })} placeholder="night@example.org, day@example.org" hint="Up to 20, apart by commas." error={faults.to ?? null} required />
      </div>
    </>
  );
}
