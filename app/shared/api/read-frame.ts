import { WorkbenchError } from '../errors/workbench-error.ts';
import type { WireError } from '../errors/wire-error.ts';
import type { Frame } from './frames.ts';

/**
 * A value from the other side as a frame, with nothing in it but what its type has. What a method takes and gives (`input`, `output`, …)
 * is not looked at here. Throws `AF_API_FRAME_INVALID`. By hand, so that a page need not load a schema library for it.
 */
export function readFrame(value: unknown): Frame {
  const { type, id, method, input, credit, count, output, error, snapshot, change, revision } = object(value, 'the frame');
  const to = wholeNumber(id, 'id', 0);
  switch (type) {
    case 'call': return { type, id: to, method: text(method, 'method'), input };
    case 'cancel': return { type, id: to };
    case 'subscribe': return { type, id: to, method: text(method, 'method'), input, credit: wholeNumber(credit, 'credit', 1) };
    case 'unsubscribe': return { type, id: to };
    case 'credit': return { type, id: to, count: wholeNumber(count, 'count', 1) };
    case 'result': return { type, id: to, output };
    case 'failure': return { type, id: to, error: wireError(error) };
    case 'snapshot': return { type, id: to, snapshot, revision: wholeNumber(revision, 'revision', 0) };
    case 'change': return { type, id: to, change, revision: wholeNumber(revision, 'revision', 0) };
    default: throw invalid('its type is unknown');
  }
}

function wireError(value: unknown): WireError {
  const { code, message, hint, retryable, details } = object(value, 'error');
  if (typeof retryable !== 'boolean') throw invalid('retryable is not yes or no');
  return {
    code: text(code, 'code') as WireError['code'],
    message: text(message, 'message'),
    hint: text(hint, 'hint'),
    retryable,
    details: object(details, 'details') as WireError['details'],
  };
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${name} is not an object`);
  return value as Record<string, unknown>;
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw invalid(`${name} is not a text`);
  return value;
}

function wholeNumber(value: unknown, name: string, atLeast: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < atLeast) throw invalid(`${name} is not a whole number from ${atLeast} on`);
  return value as number;
}

function invalid(what: string): WorkbenchError {
  return new WorkbenchError('AF_API_FRAME_INVALID', `A frame was not understood: ${what}.`);
}
