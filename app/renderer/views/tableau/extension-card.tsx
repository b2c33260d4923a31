import { useMemo, useState } from 'react';
import type { ExtensionState } from '../../../shared/domain/extension.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Choice, Switch, TextField } from '../../ui/fields.tsx';
import { plural } from '../../../shared/counts.ts';
import { Pill } from '../../ui/pill.tsx';
import { ErrorCard, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { LivePageSetup } from './live-page-setup.tsx';
import { PemField } from '../connect/pem-field.tsx';

/** Formulas of calculated fields, over the fields of Tableau's own sample data. */
const examples = ['SCRIPT_REAL("anomalyforce.score(value=_arg1)", SUM([Sales]))', 'MODEL_EXTENSION_REAL("alert", "value, time", SUM([Sales]), ATTR([Order Date]))'];

/** The endpoint that Tableau's calculated fields call: switched on, set up, and with words to copy into Tableau. */
export function ExtensionCard() {
  const state = useQuery('extension.read', useMemo(() => ({}), []), { everyMs: 5_000 });
  return (
    <section className="card stack settings-card" aria-labelledby="extension">
      <h2 id="extension">Scores in calculated fields</h2>
      <p className="muted">Tableau Desktop on this machine, or a Tableau Server in your network, can have its rows scored here: an analytics extension. Scripts are read by a small grammar and never run.</p>
      <Shown of={state} waiting="Reading the endpoint’s state…">{(value, { refresh }) => <Endpoint key={JSON.stringify(value.setup)} state={value} onSaved={refresh} />}</Shown>
    </section>
  );
}

function Endpoint({ state, onSaved }: { state: ExtensionState; onSaved(): void }) {
  const save = useCommand('extension.save', 'drawn');
  const [form, setForm] = useState({ ...state.setup, port: String(state.setup.port), password: '', certificate: state.setup.certificate ?? '', privateKey: '' });
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const port = Number(form.port);
  const faults = {
    port: Number.isInteger(port) && port >= 1024 && port <= 65_535 ? null : 'A port is a whole number from 1024 to 65535.',
    password: form.password === '' ? (state.hasPassword || !form.enabled ? null : 'Set a password: whoever knows it may have rows scored here.') : form.password.length < 12 ? 'A password needs at least 12 characters.' : null,
  };
  const [asked, setAsked] = useState(false);
  const finish = async () => {
    setAsked(true);
    if (faults.port !== null || faults.password !== null) return;
    const outcome = await save.run({ ...form, port, password: form.password || null, certificate: form.certificate || null, privateKey: form.privateKey || null });
    if (outcome.ok) onSaved();
  };
  return (
    <div className="stack">
      <p role="status" className="row">
        {state.state === 'listening' ? <Pill tone="good">{`Listening at ${state.address}`}</Pill> : state.state === 'failed' ? <Pill tone="bad">Not listening</Pill> : <Pill tone="plain">Off</Pill>}
        {state.state === 'listening' && <span className="muted">{plural(state.calls, 'question')} answered, {state.refused} refused</span>}
      </p>
      {state.error !== null && <ErrorCard error={state.error} />}
      <Switch label="Answer Tableau’s calculated fields" value={form.enabled} onChange={(enabled) => set({ enabled })} />
      <div className="settings-pair">
        <TextField label="User name" value={form.user} onChange={(user) => set({ user })} />
        <TextField label="Password" type="password" value={form.password} onChange={(password) => set({ password })} hint={state.hasPassword ? 'Empty keeps the one that is set.' : 'At least 12 characters; kept as a hash.'} error={asked ? faults.password : null} />
        <TextField label="Port" type="number" value={form.port} onChange={(text) => set({ port: text })} error={asked ? faults.port : null} />
      </div>
      <Choice label="Reached from" value={form.reach} onChange={(reach) => set({ reach })} options={[{ id: 'this-machine', label: 'This machine' }, { id: 'network', label: 'The network' }]} hint={form.reach === 'network' ? 'Under TLS alone; Tableau Server must trust the certificate.' : 'Enough for Tableau Desktop.'} />
      {(form.reach === 'network' || form.certificate !== '') && (
        <div className="stack fields-inset">
          <PemField label="Certificate" value={form.certificate} onChange={(certificate) => set({ certificate })} hint="Of this machine’s name, with those in between." error={null} />
          <PemField label="Private key" value={form.privateKey} onChange={(privateKey) => set({ privateKey })} hint={state.setup.certificate === null ? 'Kept encrypted; it is never shown again.' : 'Empty keeps the stored one, for the same certificate.'} error={null} secret />
        </div>
      )}
      <Switch label="Answer scripts" hint="Off, only model functions (MODEL_EXTENSION_REAL) are answered." value={form.scripts} onChange={(scripts) => set({ scripts })} />
      <Switch label="Live detections in a dashboard" hint="A page for a dashboard extension, at the same port." value={form.live} onChange={(live) => set({ live })} />
      {state.setup.live && state.state === 'listening' && <LivePageSetup state={state} onChanged={onSaved} />}
      {save.error !== null && <ErrorCard error={save.error} />}
      <div className="row"><Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button></div>
      <details>
        <summary>How to use it in Tableau</summary>
        <div className="stack">
          <p>In Tableau Desktop: <em>Help → Settings and Performance → Manage Analytics Extension Connection → TabPy/External API</em>, with localhost, the port, and the user name and password above. Then, in a calculated field that runs along the dates:</p>
          {examples.map((formula) => <div key={formula} className="row"><pre className="extension-script grow">{formula}</pre><Button small onPress={() => void copyText(formula, 'The formula is')}>Copy</Button></div>)}
          <p className="muted">There are score, alert, expected, low and high; <code>key=_arg2</code> holds series apart, <code>time=_arg3</code> orders rows. The first 128 rows of a series have no score: they show what is normal. Each row is judged by those before it alone.</p>
        </div>
      </details>
    </div>
  );
}
