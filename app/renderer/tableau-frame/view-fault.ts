import type { ViewFault } from '../../shared/domain/tableau-port.ts';

/** A question that is refused, with why. */
export class ViewRefusal extends Error {
  readonly fault: ViewFault;
  constructor(fault: ViewFault) {
    super(fault.words);
    this.fault = fault;
  }
}

/** Tableau's documented error codes (`EmbeddingErrorCodes`, `SharedErrorCodes`) by what the analyst can do about them. */
const kinds: Record<string, ViewFault['kind']> = {
  'auth-failed': 'sign-in', 'unknown-auth-error': 'sign-in',
  'incompatible-version-error': 'version', 'browser-not-capable': 'version', 'not-implemented': 'version',
  'invalid-url': 'other', 'server-error': 'other', timeout: 'unreachable',
};

/** What went wrong, short; anything that looks like a token is left out, since one of the library's texts may hold it. */
export function faultOf(error: unknown): ViewFault {
  if (error instanceof ViewRefusal) return error.fault;
  const { errorCode, code, message } = (typeof error === 'object' && error !== null ? error : {}) as { errorCode?: unknown; code?: unknown; message?: unknown };
  const name = [errorCode, code].find((one) => typeof one === 'string') ?? '';
  const said = typeof message === 'string' ? message : '';
  const words = [name, said === '{}' ? '' : said].filter((one) => one !== '').join(': ').replace(/[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, '(token)').slice(0, 500);
  const kind = /incompatible-version/.test(words) ? 'version' : /\b(permission|not authorized|forbidden|403)\b/i.test(words) ? 'permission' : (kinds[name] ?? 'other');
  return { kind, words: words === '' ? 'It gave no reason.' : words };
}
