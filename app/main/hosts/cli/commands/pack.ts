import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Workbench } from '../../../../shared/api/workbench.ts';
import type { AnomalyId } from '../../../../shared/domain/anomaly.ts';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import { openNew, withFileFaults } from '../../../workbench/file-faults.ts';
import { forceOption } from '../option-values.ts';
import { exitCodes } from '../terminal.ts';
import { askSecret, mustBeStored, passphraseOf } from '../unlock.ts';
import { withWorkbench } from '../with-workbench.ts';

const pieceBytes = 2 ** 20;
const option = ['--pack-passphrase-file <file>', 'the pack\'s own passphrase (or ANOMALYFORCE_PACK_PASSPHRASE, or a question on a terminal)'] as const;

/** `pack`: an incident or an anomaly as one signed, encrypted file. */
export function addPack(program: Command): void {
  program
    .command('pack')
    .argument('<id>', 'an incident\'s or an anomaly\'s id')
    .description('save an evidence pack of an incident or an anomaly: one signed, encrypted file that verify opens')
    .requiredOption('--out <file>', 'where to write (.afpack)')
    .option(...forceOption)
    .option(...option)
    .action(async (id: string, options: { out: string; force?: boolean; packPassphraseFile?: string }, command: Command) => {
      await withWorkbench(command, async (workbench, terminal, signal, { unlocked }) => {
        mustBeStored(unlocked, 'to save');
        const passphrase = await packPassphrase(options.packPassphraseFile, true);
        terminal.progress('gathering records, samples and verdicts…');
        const saved = await workbench.call('packs.save', { ...(await subjectOf(workbench, id)), passphrase }, { signal });
        await fetchTo(workbench, saved, options, (done) => terminal.progress(`writing ${options.out}: ${Math.round((done / saved.bytes) * 100)} %`));
        terminal.say([`${options.out} is saved, ${saved.bytes.toLocaleString('en')} bytes.`, ...saved.words, `Signed by the key ${saved.fingerprint}: tell it to the receiver another way.`].join('\n'), { file: options.out, bytes: saved.bytes, fingerprint: saved.fingerprint, words: saved.words });
        return exitCodes.done;
      }, { startStreams: false });
    });
}

/** `verify`: opens an evidence pack without any store, and replays it. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .argument('<file>', 'an evidence pack (.afpack)')
    .description('check an evidence pack for changes and replay it; 1 where it was changed or the replay differs')
    .option(...option)
    .option('--signer <fingerprint>', 'the key that must have signed it')
    .option('--no-replay', 'only check that nothing was changed')
    .action(async (file: string, options: { packPassphraseFile?: string; signer?: string; replay: boolean }, command: Command) => {
      await withWorkbench(command, async (workbench, terminal, signal) => {
        const uploadId = await sendFrom(workbench, file);
        const passphrase = await packPassphrase(options.packPassphraseFile, false);
        const view = await workbench.call('packs.inspect', { uploadId, passphrase }, { signal });
        const plain = (text: string) => text.replaceAll(/\s/g, '').toLowerCase();
        const isSigner = options.signer === undefined || (view.fingerprint !== null && plain(view.fingerprint) === plain(options.signer));
        const words = isSigner ? view.words : [...view.words, `It was to be signed by the key ${options.signer}, and is not.`];
        if (view.content !== null) terminal.note(view.content.title);
        const replay = view.isWhole && options.replay ? await workbench.call('packs.replay', { uploadId, passphrase }, { signal }) : null;
        terminal.say([...words, ...(replay?.words ?? [])].join('\n'), { file, isWhole: view.isWhole, isSigner, fingerprint: view.fingerprint, faults: view.faults, parts: view.parts, replay });
        return view.isWhole && isSigner && (replay?.isSame ?? true) ? exitCodes.done : exitCodes.failed;
      }, { startStreams: false, throwaway: true });
    });
}

async function subjectOf(workbench: Workbench, id: string): Promise<{ incidentId: string } | { anomalyId: AnomalyId }> {
  if (!/^[0-9a-f]{32}$/.test(id)) return { incidentId: id };
  const anomaly = await workbench.call('anomalies.get', { anomalyId: id as AnomalyId }).catch((error: unknown) => {
    if (error instanceof WorkbenchError && error.code === 'AF_NOT_FOUND') return null;
    throw error;
  });
  return anomaly === null ? { incidentId: id } : { anomalyId: anomaly.id };
}

async function packPassphrase(file: string | undefined, isNew: boolean): Promise<string> {
  const told = file === undefined ? process.env.ANOMALYFORCE_PACK_PASSPHRASE : passphraseOf(file);
  if (told) return told;
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new WorkbenchError('AF_API_INPUT_INVALID', 'The evidence pack needs a passphrase.', { hint: 'Give --pack-passphrase-file or set ANOMALYFORCE_PACK_PASSPHRASE.' });
  const passphrase = await askSecret('Passphrase of the evidence pack: ');
  if (isNew && (await askSecret('The same again: ')) !== passphrase) throw new WorkbenchError('AF_API_INPUT_INVALID', 'The two passphrases differ.', { hint: 'Try again.' });
  return passphrase;
}

async function fetchTo(workbench: Workbench, { packId, bytes }: { packId: string; bytes: number }, { out, force }: { out: string; force?: boolean }, progressed: (done: number) => void): Promise<void> {
  const fd = openNew(out, force);
  let isDone = false;
  try {
    for (let offset = 0; offset < bytes; progressed(offset)) {
      const { piece } = await workbench.call('packs.read', { packId, offset });
      withFileFaults(out, 'written', () => writeSync(fd, piece));
      offset += piece.length;
    }
    isDone = true;
  } finally {
    closeSync(fd);
    if (!isDone) rmSync(out, { force: true });
    await workbench.call('packs.let-go', { packId });
  }
}

async function sendFrom(workbench: Workbench, file: string): Promise<string> {
  const fd = withFileFaults(file, 'read', () => openSync(file, 'r'));
  try {
    const { size } = fstatSync(fd);
    const { uploadId } = await workbench.call('uploads.begin', { name: `${basename(file).slice(0, 200)}.afpack`, bytes: size });
    for (let at = 0; at < size; ) {
      const piece = new Uint8Array(Math.min(pieceBytes, size - at));
      at += withFileFaults(file, 'read', () => readSync(fd, piece, 0, piece.length, at));
      await workbench.call('uploads.append', { uploadId, piece });
    }
    return (await workbench.call('uploads.finish', { uploadId })).uploadId;
  } finally {
    closeSync(fd);
  }
}
