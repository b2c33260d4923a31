import { dirname } from 'node:path';
import { pino, type Logger } from 'pino';
import { makeFolder } from './store/make-folder.ts';

/** Structured log lines. Never a record value, never a secret: pass ids, counts and codes. */
export type Log = Logger;

/** Writes JSON lines to standard error, or to a file where one is named. A line that can't be written, such as on a full disk, is lost: the work goes on. */
export function createLog(options: { level?: string; file?: string } = {}): Log {
  if (options.file !== undefined) makeFolder(dirname(options.file));
  const destination = pino.destination({ dest: options.file ?? 2, sync: true });
  destination.on('error', () => undefined);
  return pino({ level: options.level ?? 'info', base: null }, {
    write(line: string) {
      try {
        destination.write(line);
      } catch {
        // nothing can be said of it here
      }
    },
  });
}
