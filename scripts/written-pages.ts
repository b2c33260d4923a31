import * as z from 'zod';
import { contract } from '../app/shared/api/contract.ts';
import { errorCodes } from '../app/shared/errors/codes.ts';

const written = '<!-- Written by `npm run docs` from the code; change it there. -->';

/** docs/errors.md: every error code with its status, whether trying again may help, and what to do. */
export function errorsPage(): string {
  const rows = Object.entries(errorCodes).map(([code, { status, retryable, hint }]) => `| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${cell(hint)} |`);
  return [written, '# Error codes', '', 'Each error has a code, a message that says what happened, and a hint. *Again* says whether the same may work later without a change.', '', '| code | HTTP | again | what to do |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

/** docs/api.md: every method of the contract. */
export function apiPage(): string {
  const rows = Object.entries(contract).map(([method, { kind, permission, audited, doc, input }]) => `| \`${method}\` | ${kind} | ${permission} | ${audited ? 'yes' : ''} | ${fields(input)} | ${cell(doc)} |`);
  return [written, '# Methods', '', 'Over any transport; see [architecture](architecture.md). Input fields with `?` may be left out.', '', '| method | kind | permission | audited | input | does |', '| --- | --- | --- | --- | --- | --- |', ...rows, ''].join('\n');
}

function fields(input: z.ZodType): string {
  if (!(input instanceof z.ZodObject)) return 'see its schema';
  return Object.entries(input.shape as Record<string, z.ZodType>).map(([name, field]) => `\`${name}${field.safeParse(undefined).success ? '?' : ''}\``).join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
