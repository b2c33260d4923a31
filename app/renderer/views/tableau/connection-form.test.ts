import { describe, expect, it } from 'vitest';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { connectionFaults, connectionFormOf, draftOf, emptyConnection, withAddress } from './connection-form.ts';

const written = { ...emptyConnection, name: 'Lab', address: 'https://tableau.example', clientId: 'c', secretId: 's', secret: 'value', user: 'ana' };

describe('writing a connection to Tableau', () => {
  it('takes site and name from an address as the browser shows it', () => {
    expect(withAddress(emptyConnection, 'https://10ax.online.example/#/site/ward7/home')).toMatchObject({ site: 'ward7', name: 'ward7 at 10ax.online.example' });
    expect(withAddress({ ...written, site: 'kept' }, 'https://tableau.example')).toMatchObject({ site: 'kept', name: 'Lab' });
  });
  it('says what is missing for the way of signing in', () => {
    expect(Object.keys(connectionFaults(emptyConnection, false)).sort()).toEqual(['address', 'clientId', 'name', 'secret', 'secretId', 'user']);
    expect(Object.keys(connectionFaults({ ...emptyConnection, signIn: 'token' }, false)).sort()).toEqual(['address', 'name', 'tokenName', 'tokenSecret']);
    expect(Object.keys(connectionFaults({ ...emptyConnection, signIn: 'view', site: 'a/b' }, false)).sort()).toEqual(['address', 'name', 'site']);
    expect(connectionFaults({ ...written, address: 'http://tableau.example' }, false)).toEqual({ address: 'Tableau’s address must begin with https://' });
  });
  it('lets a stored secret stay, and never shows it', () => {
    const draft = draftOf(written, false)!;
    const stored: TableauConnection = { ...draft, id: 'one' as TableauConnection['id'], createdAt: 0, signIn: { ...draft.signIn, secret: null } as TableauConnection['signIn'] };
    const form = connectionFormOf(stored);
    expect(form.secret).toBe('');
    expect(draftOf(form, false)).toBeNull();
    expect(draftOf(form, true)).toMatchObject({ signIn: { kind: 'connected-app', secret: null, user: 'ana' } });
  });
});
