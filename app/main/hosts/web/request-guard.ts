import type { IncomingHttpHeaders } from 'node:http';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { contentSecurityPolicyOf } from '../../../shared/content-security-policy.ts';

/** Goes on every answer, errors too. `frames`: the origin of Tableau views' pages. */
export const answerHeadersOf = (frames: string | null): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicyOf(frames),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  'cache-control': 'no-store',
});

/**
 * Throws `AF_SESSION_ORIGIN_REFUSED` unless the request is for one of our own names (a page that rebinds its own name to us is not) and,
 * where it says or must say which page it comes from, that is our own.
 */
export function checkOrigin(headers: IncomingHttpHeaders, hosts: ReadonlySet<string>, mustName: boolean): void {
  const host = headers.host?.toLowerCase() ?? '';
  if (!hosts.has(host)) throw new WorkbenchError('AF_SESSION_ORIGIN_REFUSED', 'The workbench was asked for by a name that is not its own.');
  const { origin } = headers;
  if (origin === undefined ? mustName : origin !== `http://${host}`) {
    throw new WorkbenchError('AF_SESSION_ORIGIN_REFUSED', 'A page of another origin asked for the workbench.');
  }
}

/** The value of a cookie; undefined where there is none or more than one. */
export function cookieOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const found = (headers.cookie ?? '').split(';').map((part) => part.trim()).filter((part) => part.startsWith(`${name}=`));
  return found.length === 1 ? found[0]!.slice(name.length + 1) : undefined;
}
