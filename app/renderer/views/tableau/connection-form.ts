import { signInHostsSchema, tableauConnectionDraftSchema, type TableauConnection, type TableauConnectionDraft, type TableauSignIn } from '../../../shared/domain/tableau.ts';

/** A connection to Tableau while it is written. Empty secrets of a stored one stay as they are. */
export interface ConnectionForm {
  name: string;
  address: string;
  site: string;
  signIn: TableauSignIn['kind'];
  clientId: string;
  secretId: string;
  secret: string;
  user: string;
  tokenName: string;
  tokenSecret: string;
  /** Addresses with spaces between. */
  signInHosts: string;
}
export type ConnectionFaults = Partial<Record<keyof ConnectionForm, string>>;

export const emptyConnection: ConnectionForm = { name: '', address: '', site: '', signIn: 'connected-app', clientId: '', secretId: '', secret: '', user: '', tokenName: '', tokenSecret: '', signInHosts: '' };

export function connectionFormOf({ name, address, site, signIn, signInHosts }: TableauConnection): ConnectionForm {
  return {
    ...emptyConnection, name, address, site, signIn: signIn.kind, signInHosts: signInHosts.join(' '),
    ...(signIn.kind === 'connected-app' && { clientId: signIn.clientId, secretId: signIn.secretId, user: signIn.user }),
    ...(signIn.kind === 'token' && { tokenName: signIn.name }),
  };
}

/** With another address; where that was copied from a browser, its site is taken from it, and a name is suggested. */
export function withAddress(form: ConnectionForm, text: string): ConnectionForm {
  const [, host] = /^https?:\/\/([^/?#]+)/i.exec(text.trim()) ?? [];
  const site = /\/(?:#\/site|t)\/([\w-]+)/.exec(text)?.[1];
  return { ...form, address: text, ...(site !== undefined && { site }), ...(form.name === '' && host !== undefined && site !== undefined && { name: `${site} at ${host}` }) };
}

/** What is missing or wrong, by field; empty where nothing is. `stored`: the secret may be left out. */
export function connectionFaults(form: ConnectionForm, stored: boolean): ConnectionFaults {
  const faults: ConnectionFaults = {};
  const need = (field: keyof ConnectionForm, words: string) => { if (form[field].trim() === '') faults[field] = words; };
  need('name', 'A connection needs a name.');
  if (form.signIn === 'connected-app') {
    need('clientId', 'Copy the client id from the connected app.');
    need('secretId', 'Copy the secret id from the connected app.');
    need('user', 'Name the Tableau user as whom views are opened.');
    if (!stored) need('secret', 'Copy the secret’s value from the connected app.');
  }
  if (form.signIn === 'token') {
    need('tokenName', 'Name the token as in Tableau.');
    if (!stored) need('tokenSecret', 'Copy the token’s secret; Tableau shows it once.');
  }
  const address = tableauConnectionDraftSchema.shape.address.safeParse(form.address);
  if (!address.success) faults.address = address.error.issues[0]!.message;
  const hosts = signInHostsSchema.safeParse(hostsOf(form));
  if (!hosts.success) faults.signInHosts = `At most five addresses: ${hosts.error.issues[0]!.message}.`;
  if (!tableauConnectionDraftSchema.shape.site.safeParse(form.site).success) faults.site = 'A site is written in letters, digits, hyphens and underscores.';
  return faults;
}

/** The draft; null where the form has faults. */
export function draftOf(form: ConnectionForm, stored: boolean): TableauConnectionDraft | null {
  if (Object.keys(connectionFaults(form, stored)).length > 0) return null;
  const signIn: TableauSignIn = form.signIn === 'view' ? { kind: 'view' }
    : form.signIn === 'token' ? { kind: 'token', name: form.tokenName, secret: form.tokenSecret === '' ? null : form.tokenSecret }
      : { kind: 'connected-app', clientId: form.clientId, secretId: form.secretId, secret: form.secret === '' ? null : form.secret, user: form.user };
  return tableauConnectionDraftSchema.parse({ name: form.name, address: form.address, site: form.site, signIn, signInHosts: hostsOf(form) });
}

function hostsOf({ signInHosts }: ConnectionForm): string[] {
  return signInHosts.split(/[\s,]+/).filter((one) => one !== '');
}
