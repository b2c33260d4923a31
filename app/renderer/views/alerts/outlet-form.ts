import { outletDraftSchema, type Outlet, type OutletDraft, type OutletTarget } from '../../../shared/domain/outlet.ts';

/** An outlet while it is written: texts as they stand in the fields. Empty secrets of a stored one stay as they are. */
export interface OutletForm {
  name: string;
  enabled: boolean;
  minimumSeverity: OutletDraft['minimumSeverity'];
  kind: OutletTarget['kind'];
  url: string;
  secret: string;
  app: 'slack' | 'teams';
  chatUrl: string;
  host: string;
  port: string;
  security: 'starttls' | 'tls' | 'none';
  user: string;
  password: string;
  from: string;
  /** Addresses apart by commas. */
  to: string;
  /** Of the stream whose brokers are used. */
  streamId: string | null;
  topic: string;
}
export type OutletFaults = Partial<Record<keyof OutletForm, string>>;

export const emptyOutlet: OutletForm = { name: '', enabled: true, minimumSeverity: 'low', kind: 'webhook', url: '', secret: '', app: 'slack', chatUrl: '', host: '', port: '587', security: 'starttls', user: '', password: '', from: '', to: '', streamId: null, topic: '' };

export function outletFormOf({ name, enabled, minimumSeverity, target }: Outlet): OutletForm {
  const form: OutletForm = { ...emptyOutlet, name, enabled, minimumSeverity, kind: target.kind };
  if (target.kind === 'webhook') return { ...form, url: target.url };
  if (target.kind === 'chat') return { ...form, app: target.app };
  if (target.kind === 'kafka') return { ...form, streamId: target.streamId, topic: target.topic };
  return { ...form, host: target.host, port: String(target.port), security: target.security, user: target.user ?? '', from: target.from, to: target.to.join(', ') };
}

/** A new secret to sign with: 32 random bytes, as Standard Webhooks writes them. */
export function newSigningSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
}

/** The target as written, right or wrong. */
function targetOf(form: OutletForm): object {
  const or = (text: string) => (text.trim() === '' ? null : text.trim());
  if (form.kind === 'webhook') return { kind: 'webhook', url: form.url.trim(), secret: or(form.secret) };
  if (form.kind === 'chat') return { kind: 'chat', app: form.app, secret: or(form.chatUrl) };
  if (form.kind === 'kafka') return { kind: 'kafka', streamId: form.streamId, topic: form.topic.trim() };
  const user = form.security === 'none' ? null : or(form.user);
  return {
    kind: 'email', host: form.host.trim(), port: Number(form.port), security: form.security, user, secret: user === null || form.password === '' ? null : form.password,
    from: form.from.trim(), to: form.to.split(/[\s,;]+/).filter((one) => one !== ''),
  };
}

const words: OutletFaults = {
  name: 'An outlet needs a name.',
  url: 'Write an https address without user and password, such as https://alerts.example.org/hook; http is for this machine alone.',
  secret: 'A secret is whsec_ and 24 to 64 bytes as Base64; make one here, or copy the receiver’s.',
  chatUrl: 'Copy the https address that the chat shows for its incoming webhook.',
  host: 'Write the mail server, such as mail.example.org.',
  port: 'A port is a whole number from 1 to 65535.',
  from: 'Write one e-mail address.',
  streamId: 'Choose a stream whose brokers are used.',
  topic: 'A topic has letters, digits, dots, hyphens and underscores.',
  to: 'Write 1 to 20 e-mail addresses, apart by commas.',
};
/** Which field holds what the draft's schema names. */
const fields: Record<string, keyof OutletForm> = { name: 'name', url: 'url', host: 'host', port: 'port', from: 'from', to: 'to', security: 'security', streamId: 'streamId', topic: 'topic' };

/** What is missing or wrong, by field; empty where nothing is. `stored`: the secret may be left out. */
export function outletFaults(form: OutletForm, stored: boolean): OutletFaults {
  const faults: OutletFaults = {};
  const read = outletDraftSchema.safeParse({ name: form.name, enabled: form.enabled, minimumSeverity: form.minimumSeverity, target: targetOf(form) });
  for (const { path } of read.error?.issues ?? []) {
    const part = String(path[0] === 'target' ? path[1] : path[0]);
    const field = part === 'secret' ? (form.kind === 'chat' ? 'chatUrl' : form.kind === 'email' ? 'password' : 'secret') : fields[part]!;
    faults[field] = words[field] ?? 'Correct this.';
  }
  if (!stored && form.kind === 'webhook' && form.secret.trim() === '') faults.secret = words.secret;
  if (!stored && form.kind === 'chat' && form.chatUrl.trim() === '') faults.chatUrl = words.chatUrl;
  if (!stored && form.kind === 'email' && form.security !== 'none' && form.user.trim() !== '' && form.password === '') faults.password = 'Write the password of the mail server’s user.';
  return faults;
}

/** The draft; null where the form has faults. */
export function outletDraftOf(form: OutletForm, stored: boolean): OutletDraft | null {
  if (Object.keys(outletFaults(form, stored)).length > 0) return null;
  return outletDraftSchema.parse({ name: form.name, enabled: form.enabled, minimumSeverity: form.minimumSeverity, target: targetOf(form) });
}
