import { pino, type Logger } from 'pino';

/** Structured log lines. Never a record value, never a secret: pass ids, counts and codes. */
export type Log = Logger;

/** Writes JSON lines to standard error, or to a file where one is named. */
export function createLog(options: { level?: string; file?: string } = {}): Log {
  return pino({ level: options.level ?? 'info', base: null }, pino.destination({ dest: options.file ?? 2, sync: true, mkdir: true }));
}
