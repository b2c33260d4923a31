import type { Zone } from '../../charts/words.ts';
import type { Decoding, Pace, Stream, StreamDraft, StreamId } from '../../../shared/domain/stream.ts';
import { alertsPerDayOf, budgetOf } from './alert-budget-form.ts';
import { mappingFormOf, mappingOf } from './mapping-form.ts';
import type { MappingForm } from './mapping-form.ts';
import { emptySource, formOfSource, sourceOf } from './source-form.ts';
import type { SourceForm } from './source-form.ts';

/** What the third step sets. */
export interface NamingForm {
  name: string;
  domain: StreamDraft['domain'];
  /** Empty until the detectors are known. */
  detector: string;
  sensitivity: number;
  /** As typed; empty for no alert budget, and for a budget of the stream alone. */
  alertsPerDay: string;
  budgetSet: string;
  pace: Pace;
}

/** What the wizard begins with. */
export interface WizardStart {
  /** The stream that is edited; null for a new one. */
  streamId: StreamId | null;
  source: SourceForm;
  decoding: Decoding | null;
  mapping: MappingForm | null;
  naming: NamingForm;
}

export const emptyStart: WizardStart = { streamId: null, source: emptySource, decoding: null, mapping: null, naming: { name: '', domain: 'other', detector: '', sensitivity: 0.5, alertsPerDay: '', budgetSet: '', pace: 'fast' } };

/** A stream as the wizard edits it. */
export function startOfStream({ id, name, domain, source, decoding, mapping, detector, pace }: Stream): WizardStart {
  return { streamId: id, source: formOfSource(source), decoding, mapping: mappingFormOf(mapping), naming: { name, domain, detector: detector.name, sensitivity: detector.sensitivity, alertsPerDay: detector.budget === undefined ? '' : String(detector.budget.alertsPerDay), budgetSet: detector.budget?.set ?? '', pace } };
}

export interface NamingFaults { name?: string; detector?: string; alertsPerDay?: string; budgetSet?: string }

/** What is wrong in the third step. */
export function namingFaults({ name, detector, alertsPerDay, budgetSet }: NamingForm): NamingFaults {
  return {
    ...(name.trim() === '' ? { name: 'Give the stream a name.' } : name.trim().length > 120 ? { name: 'A name has at most 120 characters.' } : {}),
    ...(detector === '' ? { detector: 'Choose a detector.' } : {}),
    ...(alertsPerDayOf(alertsPerDay) === 'wrong' ? { alertsPerDay: 'Write a number from 0.1 to 10,000, or nothing.' } : {}),
    ...(budgetSet.trim().length > 60 ? { budgetSet: 'A name has at most 60 characters.' } : {}),
  };
}

/** The stream as drafted; null while any step has a fault or no sample was read. A moment that names no zone is of `zone`. */
export function draftOf(source: SourceForm, decoding: Decoding | null, mapping: MappingForm | null, naming: NamingForm, zone: Zone): StreamDraft | null {
  const from = sourceOf(source, zone);
  const fields = mapping === null ? null : mappingOf(mapping);
  if (from === null || decoding === null || fields === null || Object.keys(namingFaults(naming)).length > 0) return null;
  const budget = budgetOf(naming.alertsPerDay, naming.budgetSet);
  return { name: naming.name.trim(), domain: naming.domain, source: from, decoding, mapping: fields, detector: { name: naming.detector, sensitivity: naming.sensitivity, ...(budget !== undefined && { budget }) }, pace: from.kind === 'file' ? naming.pace : 'fast' };
}
