import { Command } from 'commander';
import { addDetect } from './commands/detect.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addIngest } from './commands/ingest.ts';
import { addPack, addVerify } from './commands/pack.ts';
import { addRecord } from './commands/record.ts';
import { addReport } from './commands/report.ts';
import { addServe } from './commands/serve.ts';
import { addSimulate } from './commands/simulate.ts';
import { exitCodes } from './terminal.ts';
import { programVersion } from './open-workbench.ts';

const program = new Command('anomalyforce')
  .description('Watches streams, finds what is wrong, and shows why.')
  .version(programVersion())
  .option('--json', 'one JSON object per line instead of words')
  .option('--data <folder>', 'data folder (ANOMALYFORCE_DATA)')
  .option('--passphrase-file <file>', 'the store\'s passphrase (or ANOMALYFORCE_PASSPHRASE)')
  .option('--throwaway', 'keep nothing after this run')
  .option('--log-file <file>', 'write the log there instead of standard error')
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 the doctor found a fault, 130 interrupted.')
  .showHelpAfterError('(--help lists what there is)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage));

for (const add of [addServe, addIngest, addDetect, addSimulate, addRecord, addExport, addReport, addPack, addVerify, addDoctor]) add(program);
for (const command of program.commands) command.exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage));

await program.parseAsync();
