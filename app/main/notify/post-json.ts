import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** Longest wait for a receiver. */
const timeoutMs = 10_000;
/** Answers of the 4xx that another try may change (RFC 9110, 6585 and 8470): time-out, conflict, too early, too many. */
const passing = new Set([408, 409, 425, 429]);

/**
 * Posts JSON and follows no redirect. Throws `AF_OUTLET_UNREACHABLE`; `AF_OUTLET_REJECTED` for an answer of the 4xx that stays as it is however often one tries;
 * `AF_OUTLET_REFUSED` for any other but 2xx. Errors name the host alone: an address may hold a secret.
 */
export async function postJson(url: string, body: string, headers: Record<string, string>, signal?: AbortSignal): Promise<void> {
  const ends = AbortSignal.timeout(timeoutMs);
  const { host } = new URL(url);
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', redirect: 'manual', body, signal: signal === undefined ? ends : AbortSignal.any([ends, signal]), headers: { 'content-type': 'application/json', ...headers } });
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    throw new WorkbenchError('AF_OUTLET_UNREACHABLE', ends.aborted ? `${host} gave no answer within ${timeoutMs / 1000} s.` : `${host} can't be reached${code === undefined ? '' : ` (${code})`}.`);
  }
  await response.body?.cancel();
  if (response.ok) return;
  const stays = response.status >= 400 && response.status < 500 && !passing.has(response.status);
  throw new WorkbenchError(stays ? 'AF_OUTLET_REJECTED' : 'AF_OUTLET_REFUSED', `${host} answered ${response.status}.`);
}
