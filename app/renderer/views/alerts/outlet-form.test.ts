import { expect, it } from 'vitest';
import type { Outlet } from '../../../shared/domain/outlet.ts';
import { emptyOutlet, newSigningSecret, outletDraftOf, outletFaults, outletFormOf } from './outlet-form.ts';

it('asks for each field that is missing, in the words of that kind', () => {
  expect(Object.keys(outletFaults(emptyOutlet, false)).sort()).toEqual(['name', 'secret', 'url']);
  expect(Object.keys(outletFaults({ ...emptyOutlet, kind: 'chat' }, false)).sort()).toEqual(['chatUrl', 'name']);
  expect(Object.keys(outletFaults({ ...emptyOutlet, kind: 'email', port: 'x', user: 'u' }, false)).sort()).toEqual(['from', 'host', 'name', 'password', 'port', 'to']);
  expect(Object.keys(outletFaults({ ...emptyOutlet, kind: 'kafka', topic: 'a b' }, false)).sort()).toEqual(['name', 'streamId', 'topic']);
});

it('refuses an address that is open to the network', () => {
  expect(outletFaults({ ...emptyOutlet, name: 'x', url: 'http://example.org/', secret: newSigningSecret() }, false).url).toMatch(/https/);
  expect(outletFaults({ ...emptyOutlet, name: 'x', kind: 'chat', chatUrl: 'http://example.org/' }, false).chatUrl).toMatch(/https/);
});

it('makes a secret that the workbench takes, another each time', () => {
  const secret = newSigningSecret();
  expect(outletDraftOf({ ...emptyOutlet, name: 'x', url: 'https://example.org/', secret }, false)).toMatchObject({ target: { secret } });
  expect(newSigningSecret()).not.toBe(secret);
});

it('writes a stored one again as it was, without its secret', () => {
  const outlet = { id: 'a', createdAt: 1, name: 'Night', enabled: false, minimumSeverity: 'high', target: { kind: 'email', host: 'mail.example.org', port: 465, security: 'tls', user: 'u', secret: null, from: 'a@example.org', to: ['b@example.org', 'c@example.org'] } } as unknown as Outlet;
  const { id: _, createdAt: __, ...draft } = outlet;
  expect(outletDraftOf(outletFormOf(outlet), true)).toEqual(draft);
});

it('sends no user over a line that is open', () => {
  expect(outletDraftOf({ ...emptyOutlet, name: 'x', kind: 'email', host: 'h', security: 'none', user: 'u', password: 'p', from: 'a@example.org', to: 'b@example.org' }, false)).toMatchObject({ target: { user: null, secret: null } });
});
