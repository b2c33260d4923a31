import { plural } from '../../shared/counts.ts';
import type { TableauConnection, TableauSignIn, TableauStep } from '../../shared/domain/tableau.ts';
import { asWorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { Credentials, TableauRest } from './tableau-rest.ts';

/** A token lives for minutes: clocks that differ by this much leave too little of it. */
const mostSkewMs = 60_000;
const steps: readonly TableauStep['step'][] = ['address', 'tls', 'server', 'clock', 'sign-in', 'views', 'allow-list'];

/**
 * Tries a connection step by step and says in words which one failed; what comes after it is skipped. `credentials` gives what to sign in with, null where the analyst signs in within
 * the view. `origin` is where the view is shown, null where that is not known here.
 */
export async function checkConnection({ address, signIn }: Pick<TableauConnection, 'address' | 'signIn'>, rest: TableauRest, { credentials, origin, clock }: { credentials(): Promise<Credentials | null>; origin: string | null; clock: Clock }, signal?: AbortSignal): Promise<TableauStep[]> {
  const done: TableauStep[] = [];
  const note = (step: TableauStep['step'], state: TableauStep['state'], words: string, hint = '') => void done.push({ step, state, words, hint });
  const secure = address.startsWith('https:');

  try {
    const asked = clock.now();
    const info = await rest.serverInfo(signal);
    note('address', 'passed', `${address} answers.`);
    note('tls', secure ? 'passed' : 'warned', secure ? 'Its certificate is trusted.' : 'The connection is not encrypted; on this machine alone that is allowed.');
    note('server', 'passed', `It is Tableau ${info.productVersion}, REST API ${info.apiVersion}.`);
    if (info.serverTime === null) note('clock', 'skipped', 'The server does not say what time it is.');
    else {
      // Its clock is told in whole seconds, some time between the question and the answer.
      const skewMs = info.serverTime - (asked + clock.now()) / 2;
      const seconds = Math.round(Math.abs(skewMs) / 1000);
      if (Math.abs(skewMs) <= mostSkewMs) note('clock', 'passed', `Its clock and this machine's agree${seconds > 1 ? ` to ${seconds} seconds` : ''}.`);
      else note('clock', 'failed', `Its clock is ${seconds} seconds ${skewMs > 0 ? 'ahead of' : 'behind'} this machine's.`, 'Set the clocks of both by a time server: tokens live for minutes, and are refused outside them.');
    }
    const given = await credentials();
    if (given === null) {
      note('sign-in', 'skipped', 'You sign in within the view.');
      note('views', 'skipped', 'Views can be listed with a connected app or a token only; open them by their address.');
    } else {
      const session = await rest.signIn(info.apiVersion, given, signal);
      note('sign-in', 'passed', signIn.kind === 'connected-app' ? `The connected app signs in as ${signIn.user}.` : 'The personal access token is accepted.');
      try {
        const { total } = await rest.views(session, 1, signal);
        note('views', total === 0 ? 'warned' : 'passed', total === 0 ? 'The user may see no view.' : `The user may see ${plural(total, 'view')}.`, total === 0 ? 'Ask whoever looks after Tableau to share a workbook with this user.' : '');
      } finally {
        await rest.signOut(session);
      }
    }
    if (signIn.kind === 'connected-app') note('allow-list', 'warned', 'Whether the app allows this program to show its views can only be seen by opening one.', `In the connected app, allow all domains, or add ${origin ?? 'the address at which this program shows views'} to its domain allow-list.`);
    else note('allow-list', 'skipped', 'Only connected apps have one.');
  } catch (thrown) {
    const error = asWorkbenchError(thrown);
    if (error.code === 'AF_API_CANCELLED') throw error;
    const failed = failedStep(error.code, done.map(({ step }) => step));
    for (const step of steps.slice(done.length, steps.indexOf(failed))) note(step, 'passed', step === 'address' ? `${address} answers.` : 'Its certificate is trusted.');
    if (failed === 'views' && error.code === 'AF_TABLEAU_SESSION_ENDED') note(failed, 'failed', ...withoutScope(signIn.kind));
    else note(failed, 'failed', error.message, error.hint);
  }
  for (const step of steps.slice(done.length)) note(step, 'skipped', 'Not tried.');
  return done;
}

/** A session that was just made is refused: it may not list views. Source: "Access Scopes for Connected Apps". */
function withoutScope(kind: TableauSignIn['kind']): [words: string, hint: string] {
  return kind === 'connected-app'
    ? ['The user is signed in, but the token may not list views: its scope tableau:content:read is not accepted.', 'A Server takes the scopes of connected apps from 2022.3 on; before, use a personal access token, or sign in within the view.']
    : ['The token is accepted, but may not list views.', 'Make another personal access token, or sign in within the view.'];
}

function failedStep(code: string, done: readonly TableauStep['step'][]): TableauStep['step'] {
  if (done.includes('sign-in')) return 'views';
  if (done.includes('server')) return 'sign-in';
  return code === 'AF_TABLEAU_UNREACHABLE' ? 'address' : code === 'AF_TABLEAU_TLS_REFUSED' ? 'tls' : 'server';
}
