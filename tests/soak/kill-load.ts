import type { StreamDraft } from '../../app/shared/domain/stream.ts';

/** Of the store that the child makes and the test reads. */
export const killPassphrase = 'a passphrase for the killed';
export const partitions = 3;

/** How the killed workbench reads its topic. */
export function killDraft(brokers: string[], topic: string): StreamDraft {
  return {
    name: 'killed', domain: 'manufacturing', decoding: { format: 'json' },
    mapping: { time: { field: 't', unit: 'ms' }, keys: ['m'], channels: [{ field: 'v', name: 'load', unit: '' }], label: null },
    source: { kind: 'kafka', connection: { brokers, tls: null, sasl: null }, topic, start: { at: 'earliest' } },
    detector: { name: 'forecast-residual', sensitivity: 0.5 }, pace: 'fast',
  };
}

/** The text of record `row`: its own number, so that each is told from every other. */
export function killRecord(row: number): string {
  return JSON.stringify({ m: `m${row % 20}`, t: Date.UTC(2026, 0, 5) + Math.floor(row / 20) * 1000, v: Math.sin(row / 700) + ((row * 7919) % 1000) / 5000, row });
}
