import type { KafkaConnection, StreamSource } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { StreamSecrets } from '../../store/tables/stream-table.ts';

/** Whether an edit leads to other records, in which the stored places mean nothing: another file, another topic, or brokers of which none was named before. */
export function isOtherSource(before: StreamSource, after: StreamSource): boolean {
  if (before.kind === 'file' || after.kind === 'file') return JSON.stringify([before.kind, locationOf(before)]) !== JSON.stringify([after.kind, locationOf(after)]);
  return before.topic !== after.topic || !after.connection.brokers.some((broker) => before.connection.brokers.includes(broker));
}

/**
 * A stream's secrets after an edit: those given, else those stored as far as the connection still has a use for them. Throws `AF_STREAM_SECRET_REQUIRED`
 * where a stored one would go to brokers, by a mechanism or under TLS that it was not given for; `details.fields` names which to write again.
 */
export function secretsAfterEdit(before: StreamSource, after: StreamSource, given: StreamSecrets, stored: StreamSecrets): StreamSecrets {
  const { tls, sasl } = after.kind === 'kafka' ? after.connection : { tls: null, sasl: null };
  const kept: StreamSecrets = {
    saslPassword: sasl === null ? null : (given.saslPassword ?? stored.saslPassword),
    tlsPrivateKey: tls === null || tls.certificate === null ? null : (given.tlsPrivateKey ?? stored.tlsPrivateKey),
  };
  const fields = [...(kept.saslPassword !== null && given.saslPassword === null ? ['password'] : []), ...(kept.tlsPrivateKey !== null && given.tlsPrivateKey === null ? ['privateKey'] : [])];
  const change = before.kind === 'kafka' && after.kind === 'kafka' ? lessTrusted(before.connection, after.connection) : null;
  if (change !== null && fields.length > 0) throw new WorkbenchError('AF_STREAM_SECRET_REQUIRED', `What is stored to sign in with was not given for ${change}.`, { details: { fields } });
  return kept;
}

/** What a stored secret was not given for, in words; null where it was. Fewer brokers, or TLS where there was none, is no such change. */
function lessTrusted(before: KafkaConnection, after: KafkaConnection): string | null {
  const other = after.brokers.find((broker) => !before.brokers.includes(broker));
  if (other !== undefined) return `the broker ${other}`;
  if (before.tls !== null && after.tls === null) return 'a connection without TLS';
  if (before.tls !== null && before.tls.ca !== after.tls!.ca) return 'another CA certificate';
  if (before.sasl !== null && after.sasl !== null && before.sasl.mechanism !== after.sasl.mechanism) return `the mechanism ${after.sasl.mechanism}`;
  return null;
}

function locationOf(source: StreamSource): unknown {
  return source.kind === 'file' ? source.location : null;
}
