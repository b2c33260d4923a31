import { SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import type { TableauSignIn } from '../../shared/domain/tableau.ts';

/** Tableau refuses more than ten minutes; less leaves room for clocks that differ. */
export const tokenLifeMs = 5 * 60_000;

/** What a view needs to be opened and its marks to be read, and nothing else. */
export const embedScopes = ['tableau:views:embed'] as const;
/** What the list of views and their pictures need. */
export const readScopes = ['tableau:content:read', 'tableau:views:download'] as const;
/** What publishing a data source needs: to find the project, to send the file, and to make or replace the data source. */
export const publishScopes = ['tableau:content:read', 'tableau:file_uploads:create', 'tableau:datasources:create'] as const;

/**
 * A token of a connected app with direct trust: signed by HMAC-SHA256, of one use (`jti`), for one user and the scopes that are named.
 * Source: Tableau's "Configure Connected Apps with Direct Trust", header `kid` and `iss`, claims `iss`, `sub`, `aud`, `exp`, `jti`, `scp`.
 */
export async function mintToken(app: Extract<TableauSignIn, { kind: 'connected-app' }> & { secret: string }, scopes: readonly string[], now: number): Promise<{ token: string; expiresAt: number }> {
  const expiresAt = Math.floor((now + tokenLifeMs) / 1000);
  const token = await new SignJWT({ scp: [...scopes] })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: app.secretId, iss: app.clientId })
    .setIssuer(app.clientId).setSubject(app.user).setAudience('tableau').setJti(randomUUID()).setIssuedAt(Math.floor(now / 1000)).setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(app.secret));
  return { token, expiresAt: expiresAt * 1000 };
}
