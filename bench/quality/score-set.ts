import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { MeasuredFile } from './measure-file.ts';
import type { FileRef, SetName } from './sets.ts';

/** One file for a child process; plain. */
export interface ScoreTask {
  root: string;
  set: SetName;
  name: string;
  scorer: string;
  seed: number;
  learn: 'always' | 'train';
  /** Folder for the scores; null writes none. */
  out: string | null;
}

export type ScoreAnswer = { name: string; measured: MeasuredFile } | { name: string; error: string };

/**
 * Scores and measures the files of a set in `jobs` processes, the largest files first; answers in the files' own order. A file that fails is told on standard
 * error and left out.
 */
export async function scoreSet(refs: readonly FileRef[], task: Omit<ScoreTask, 'name'>, jobs: number): Promise<MeasuredFile[]> {
  const waiting = [...refs].sort((a, b) => b.bytes - a.bytes).map(({ name }) => name);
  const measured = new Map<string, MeasuredFile>();
  const work = async (): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'score-child.ts'), { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const answer = await new Promise<ScoreAnswer>((resolve) => {
        child.removeAllListeners('message').once('message', (message) => resolve(message as ScoreAnswer));
        void ended.then((code) => resolve({ name: name!, error: `its process ended with ${code}` }));
        child.send({ ...task, name: name! } satisfies ScoreTask);
      });
      if ('measured' in answer) measured.set(name, answer.measured);
      else console.error(`${task.set}/${name}: ${answer.error}`);
    }
    child.kill();
    await ended;
  };
  await Promise.all(Array.from({ length: Math.min(jobs, waiting.length) }, work));
  return refs.flatMap(({ name }) => measured.get(name) ?? []);
}
