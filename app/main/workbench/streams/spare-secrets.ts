import type { StreamDraft } from '../../../shared/domain/stream.ts';
import type { StreamSecrets } from '../../store/tables/stream-table.ts';

/** A draft without its secrets, and those apart: what goes back to a screen never holds them. */
export function sparedSecrets(draft: StreamDraft): { draft: StreamDraft; secrets: StreamSecrets } {
  const { source } = draft;
  if (source.kind !== 'kafka') return { draft, secrets: { saslPassword: null, tlsPrivateKey: null } };
  const { tls, sasl } = source.connection;
  return {
    draft: { ...draft, source: { ...source, connection: { ...source.connection, tls: tls && { ...tls, privateKey: null }, sasl: sasl && { ...sasl, password: null } } } },
    secrets: { saslPassword: sasl?.password ?? null, tlsPrivateKey: tls?.privateKey ?? null },
  };
}
