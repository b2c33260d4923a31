import { createHash, randomBytes } from 'node:crypto';
import type { Principal } from '../../../shared/domain/account.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';

/** How long a one-time link opens a session. */
export const linkLifeMs = 10 * 60_000;
/** How long a session lasts, however much it is used. */
export const sessionLifeMs = 12 * 60 * 60_000;
const maxLinks = 20;
const maxSessions = 100;
const maxFailures = 10; // wrong links a minute, from anywhere

/** What an opened link gives a browser: on whose behalf it asks. */
export interface Session {
  principal: Principal;
  /** Calls back when the session ends; the returned function takes it back. */
  onEnd(listener: () => void): () => void;
}

/** One-time links and the sessions that they open. Only hashes of both are kept. */
export interface Sessions {
  /** A new link's secret: 256 bits, good once, for ten minutes. Past 20 open links the oldest ends. */
  newLink(principal: Principal): string;
  /** Whether a link's secret would open a session now. */
  isOpen(link: string): boolean;
  /**
   * Trades a link's secret for a session's. Throws `AF_SESSION_LINK_USED` where it is wrong, used or too old, and `AF_API_OVERLOADED`
   * after ten such a minute.
   */
  enter(link: string): string;
  /** The session of a secret; undefined where there is none (any more). */
  find(secret: string): Session | undefined;
  /** Ends all. */
  close(): void;
}

/** No links and no sessions yet; both live in memory, and end with the program. */
export function createSessions(clock: Clock): Sessions {
  const links = new Map<string, { principal: Principal; end: number }>();
  const sessions = new Map<string, { session: Session; end(): void }>();
  let failures: number[] = [];

  function begin(key: string, principal: Principal): void {
    const listeners = new Set<() => void>();
    const cancel = clock.after(sessionLifeMs, end);
    function end(): void {
      cancel();
      sessions.delete(key);
      for (const listener of listeners) listener();
      listeners.clear();
    }
    const session: Session = {
      principal,
      onEnd(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    if (sessions.size >= maxSessions) sessions.values().next().value?.end();
    sessions.set(key, { session, end });
  }

  return {
    newLink(principal) {
      if (links.size >= maxLinks) links.delete(links.keys().next().value!);
      const secret = newSecret();
      links.set(hash(secret), { principal, end: clock.now() + linkLifeMs });
      return secret;
    },
    isOpen: (secret) => (links.get(hash(secret))?.end ?? 0) > clock.now(),
    enter(secret) {
      const now = clock.now();
      failures = failures.filter((at) => now - at < 60_000);
      if (failures.length >= maxFailures) throw new WorkbenchError('AF_API_OVERLOADED', 'Too many wrong links were tried.', { hint: 'Wait a minute, then open the link again.' });
      const key = hash(secret);
      const link = links.get(key);
      links.delete(key);
      if (link === undefined || link.end <= now) {
        failures.push(now);
        throw new WorkbenchError('AF_SESSION_LINK_USED', 'This link was used already, or is older than ten minutes.');
      }
      const session = newSecret();
      begin(hash(session), link.principal);
      return session;
    },
    find: (secret) => sessions.get(hash(secret))?.session,
    close() {
      links.clear();
      for (const { end } of [...sessions.values()]) end();
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Looking up by hash, the time that it takes says nothing about a secret. */
function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
