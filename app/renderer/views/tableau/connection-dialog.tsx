import { useState } from 'react';
import type { TableauConnection, TableauStep } from '../../../shared/domain/tableau.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, TextField } from '../../ui/fields.tsx';
import { Pill } from '../../ui/pill.tsx';
import { ErrorCard, Waiting } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { connectionFaults, connectionFormOf, draftOf, emptyConnection, withAddress, type ConnectionForm } from './connection-form.ts';

const stepWords: Record<TableauStep['step'], string> = { address: 'Address', tls: 'Encryption', server: 'Tableau', clock: 'Clock', 'sign-in': 'Sign-in', views: 'Views', 'allow-list': 'Allow-list' };
const stateTones = { passed: 'good', warned: 'warn', failed: 'bad', skipped: 'plain' } as const;
const stateWords = { passed: 'passed', warned: 'note', failed: 'failed', skipped: 'not tried' } as const;

/** Adds a connection to Tableau, or changes one; tries it step by step before it is saved. */
export function ConnectionDialog({ connection, onClose, onSaved }: { connection: TableauConnection | null; onClose(): void; onSaved(): void }) {
  const workbench = useWorkbench();
  const save = useCommand('tableau.save', 'drawn');
  const [form, setForm] = useState(connection === null ? emptyConnection : connectionFormOf(connection));
  const [asked, setAsked] = useState(false);
  const [tried, setTried] = useState<{ of: ConnectionForm; steps: TableauStep[] | null; error: WorkbenchError | null } | null>(null);
  const stored = connection !== null && connection.signIn.kind === form.signIn;
  const faults = asked ? connectionFaults(form, stored) : {};
  const set = (change: Partial<ConnectionForm>) => setForm({ ...form, ...change });
  const kept = stored ? 'Empty keeps the stored one, for the same address, site and app.' : 'Kept encrypted; it is never shown again.';
  const connectionId = connection?.id ?? null;

  async function check(): Promise<void> {
    setAsked(true);
    const draft = draftOf(form, stored);
    if (draft === null) return;
    setTried({ of: form, steps: null, error: null });
    const end = (steps: TableauStep[] | null, error: WorkbenchError | null) => setTried((before) => (before?.of === form ? { of: form, steps, error } : before));
    await workbench.call('tableau.check', { connectionId, draft }).then((steps) => end(steps, null), (thrown: unknown) => end(null, asWorkbenchError(thrown)));
  }
  async function finish(): Promise<void> {
    setAsked(true);
    const draft = draftOf(form, stored);
    if (draft === null) return;
    const outcome = await save.run({ connectionId, draft });
    if (!outcome.ok) return;
    tell({ tone: 'good', title: `The connection ${outcome.output.name} is saved` });
    onSaved();
    onClose();
  }
  const trying = tried !== null && tried.of === form && tried.steps === null && tried.error === null;
  return (
    <Dialog wide isOpen onClose={onClose} title={connection === null ? 'Connect to Tableau' : `Change ${connection.name}`}
      footer={<><Button icon="plug" busy={trying} busyWords="Testing…" onPress={() => void check()}>Test connection</Button><Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button></>}>
      <div className="stack">
        <TextField label="Address" value={form.address} onChange={(text) => setForm(withAddress(form, text))} placeholder="https://10ax.online.tableau.com/#/site/ward7" hint="Of Tableau Server or Cloud, as your browser shows it; the site is taken from it." error={faults.address ?? null} required autoFocus />
        <div className="field-pair">
          <TextField label="Name" value={form.name} onChange={(name) => set({ name })} error={faults.name ?? null} required />
          <TextField label="Site" value={form.site} onChange={(site) => set({ site })} hint="Empty is the default site of a Server." error={faults.site ?? null} />
        </div>
        <Choice label="Sign-in" value={form.signIn} onChange={(signIn) => set({ signIn })} options={[{ id: 'connected-app', label: 'Connected app' }, { id: 'token', label: 'Personal access token' }, { id: 'view', label: 'In the view' }]}
          hint={form.signIn === 'connected-app' ? 'Views open without a sign-in; ask whoever looks after Tableau for an app with direct trust.' : form.signIn === 'token' ? 'Lists views; you sign in once within the view.' : 'Tableau asks you to sign in within the view; views are opened by their address.'} />
        {form.signIn === 'connected-app' && (
          <>
            <div className="field-pair">
              <TextField label="Client id" value={form.clientId} onChange={(clientId) => set({ clientId })} error={faults.clientId ?? null} required />
              <TextField label="Secret id" value={form.secretId} onChange={(secretId) => set({ secretId })} error={faults.secretId ?? null} required />
            </div>
            <div className="field-pair">
              <TextField label="Secret value" type="password" value={form.secret} onChange={(secret) => set({ secret })} hint={kept} error={faults.secret ?? null} required={!stored} />
              <TextField label="Tableau user" value={form.user} onChange={(user) => set({ user })} hint="As Tableau writes it; on Cloud the e-mail address." error={faults.user ?? null} required />
            </div>
          </>
        )}
        {form.signIn === 'token' && (
          <div className="field-pair">
            <TextField label="Token name" value={form.tokenName} onChange={(tokenName) => set({ tokenName })} error={faults.tokenName ?? null} required />
            <TextField label="Token secret" type="password" value={form.tokenSecret} onChange={(tokenSecret) => set({ tokenSecret })} hint={kept} error={faults.tokenSecret ?? null} required={!stored} />
          </div>
        )}
        {form.signIn !== 'connected-app' && <TextField label="Other hosts of the sign-in" value={form.signInHosts} onChange={(signInHosts) => set({ signInHosts })} placeholder="https://login.example.com" hint="Where Tableau leads to an identity provider: its address. A view’s frame may go there too." error={faults.signInHosts ?? null} />}
        {save.error !== null && <ErrorCard error={save.error} />}
        {tried !== null && tried.of === form && (tried.error !== null ? <ErrorCard error={tried.error} /> : tried.steps === null ? <Waiting words="Testing the connection…" /> : <Steps steps={tried.steps} />)}
      </div>
    </Dialog>
  );
}

/** What was found, step by step. */
function Steps({ steps }: { steps: readonly TableauStep[] }) {
  const failed = steps.filter(({ state }) => state === 'failed').length;
  return (
    <div className="stack" role="status">
      <strong>{failed === 0 ? 'The connection works.' : 'The connection does not work yet.'}</strong>
      <ul className="doctor">
        {steps.map(({ step, state, words, hint }) => <li key={step}><Pill tone={stateTones[state]}>{stateWords[state]}</Pill><div><strong>{stepWords[step]}</strong> {words}{hint !== '' && <p className="muted">{hint}</p>}</div></li>)}
      </ul>
    </div>
  );
}
