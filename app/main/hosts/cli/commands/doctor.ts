import type { Command } from 'commander';
import { withWorkbench } from '../with-workbench.ts';
import { exitCodes } from '../terminal.ts';

/** `doctor`: versions, backend, store, broker, display, and what to do about each fault. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check versions, detection backend, store, broker and display; say what to do about each fault')
    .option('--brokers <host:port,…>', 'also check that these brokers answer')
    .action(async (options: { brokers?: string }, command: Command) => {
      await withWorkbench(command, async (workbench, terminal) => {
        const checks = await workbench.call('workspace.doctor', {});
        if (options.brokers) checks.push(await broker(options.brokers));
        for (const check of checks) {
          terminal.say(`${check.ok ? 'ok  ' : 'FAIL'} ${check.name.padEnd(22)} ${check.found}${check.advice ? `\n     ${''.padEnd(22)} → ${check.advice}` : ''}`, check);
        }
        return checks.every((check) => check.ok) ? exitCodes.done : exitCodes.unhealthy;

        async function broker(brokers: string) {
          try {
            const found = await workbench.call('streams.test-connection', { connection: { brokers: brokers.split(',') } });
            return { name: 'broker', ok: true, found: `${found.brokers} brokers, ${found.topics.length} topics at ${brokers}`, advice: null };
          } catch (error) {
            const { message, hint } = error as { message: string; hint: string };
            return { name: 'broker', ok: false, found: message, advice: hint };
          }
        }
      }, { startStreams: false });
    });
}
