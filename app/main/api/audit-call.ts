import { contract, type MethodName } from '../../shared/api/contract.ts';
import type { Principal } from '../../shared/domain/account.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { WriteAudit } from './handlers.ts';

/** Ids that may name what a call acted on, the narrowest first. */
const subjectFields = ['anomalyId', 'incidentId', 'seriesId', 'streamId', 'dashboardId', 'uploadId', 'packId', 'sampleId', 'workId', 'id', 'name'];

/**
 * Runs a call, and leaves exactly one audit event where its row says so: `done`, `refused` (not permitted, or asked for wrongly) or
 * `failed`, the last two with their code. Where the event can't be written the call fails with what the writing threw, so that nothing
 * audited is handed out untraced.
 */
export async function withAudit(writeAudit: WriteAudit, principal: Principal, method: MethodName, input: unknown, run: () => Promise<unknown>): Promise<unknown> {
  if (!contract[method].audited) return run();
  const event = { actor: principal.name, action: method };
  let output: unknown;
  try {
    output = await run();
  } catch (error) {
    const code = error instanceof WorkbenchError ? error.code : 'AF_INTERNAL';
    const refused = code === 'AF_API_PERMISSION_DENIED' || code === 'AF_API_INPUT_INVALID';
    writeAudit({ ...event, subject: subjectOf(input) ?? '', outcome: refused ? 'refused' : 'failed', details: { code } });
    throw error;
  }
  writeAudit({ ...event, subject: subjectOf(input) ?? subjectOf(output) ?? '', outcome: 'done', details: {} });
  return output;
}

/** The id in a call's input, or else in what came of it. Not yet validated, so its length is bounded. */
function subjectOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const field of subjectFields) {
    const subject = Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : undefined;
    if ((typeof subject === 'string' && subject !== '') || typeof subject === 'number') return String(subject).slice(0, 200);
  }
  return undefined;
}
