import { afterEach, expect, it } from 'vitest';
import type { Workbench } from '../../../shared/api/workbench.ts';
import type { PackView } from '../../../shared/domain/evidence-pack.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { isOfPack, packDesk } from './pack-desk.ts';

afterEach(() => packDesk.close());

const view = { words: ['whole'] } as unknown as PackView;
/** Answers `packs.inspect` when told, and has lost the upload at the first replay; notes each call with what it was asked. */
function workbench(): { workbench: Workbench; calls: string[]; inspected: (outcome: PackView | WorkbenchError) => void; signals: AbortSignal[] } {
  const calls: string[] = [];
  const signals: AbortSignal[] = [];
  let settle: (outcome: PackView | WorkbenchError) => void = () => undefined;
  const call = (method: string, input: Record<string, unknown>, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> => {
    calls.push([method, input.uploadId ?? '', input.passphrase ?? ''].join(' ').trim());
    if (signal !== undefined) signals.push(signal);
    if (method === 'uploads.begin') return Promise.resolve({ uploadId: 'u.afpack' });
    if (method === 'packs.replay' && calls.filter((one) => one.startsWith(method)).length === 1) return Promise.reject(new WorkbenchError('AF_INGEST_UPLOAD_INVALID', 'There is no such upload.'));
    if (method !== 'packs.inspect') return Promise.resolve({});
    return new Promise((resolve, reject) => { settle = (outcome) => (outcome instanceof WorkbenchError ? reject(outcome) : resolve(outcome)); });
  };
  return { workbench: { call } as unknown as Workbench, calls, inspected: (outcome) => settle(outcome), signals };
}
const file = () => new File(['pack'], 'a.afpack');
const turn = () => new Promise((resolve) => setTimeout(resolve));

it('reads on with nobody looking, sends the file once for two passphrases, and deletes it when it is closed', async () => {
  const { workbench: own, calls, inspected } = workbench();
  packDesk.take(file());
  const first = packDesk.read(own, 'wrong');
  await turn();
  expect(packDesk.get()).toMatchObject({ busy: 'reading' });
  inspected(new WorkbenchError('AF_PACK_PASSPHRASE_WRONG', 'Wrong.'));
  await first;
  expect(packDesk.get()).toMatchObject({ busy: null, view: null, error: { code: 'AF_PACK_PASSPHRASE_WRONG' } });
  const second = packDesk.read(own, 'right');
  await turn();
  inspected(view);
  await second;
  expect(packDesk.get()).toMatchObject({ busy: null, view, error: null });
  packDesk.close();
  expect(calls).toEqual(['uploads.begin', 'uploads.append u.afpack', 'uploads.finish u.afpack', 'packs.inspect u.afpack wrong', 'packs.inspect u.afpack right', 'packs.close u.afpack']);
  expect(packDesk.get()).toBeNull();
});

it('sends the file again to replay it where the workbench lost it', async () => {
  const { workbench: own, calls, inspected } = workbench();
  packDesk.take(file());
  const reading = packDesk.read(own, 'right');
  await turn();
  inspected(view);
  await reading;
  await packDesk.replay(own);
  expect(packDesk.get()).toMatchObject({ view, replay: null, error: { code: 'AF_INGEST_UPLOAD_INVALID' } });
  await packDesk.replay(own);
  expect(calls.slice(-4)).toEqual(['uploads.begin', 'uploads.append u.afpack', 'uploads.finish u.afpack', 'packs.replay u.afpack right']);
  expect(packDesk.get()).toMatchObject({ busy: null, view, replay: {}, error: null });
});

it('ends what is under way for another pack, whose place the late answer does not take', async () => {
  const { workbench: own, inspected, signals } = workbench();
  packDesk.take(file());
  const reading = packDesk.read(own, 'right');
  await turn();
  packDesk.take(new File(['other'], 'b.afpack'));
  expect(signals.at(-1)!.aborted).toBe(true);
  inspected(view);
  await reading;
  expect(packDesk.get()).toMatchObject({ file: { name: 'b.afpack' }, view: null, busy: null });
});

it('knows the works of the pack that this window opened from those of another window, until it is closed', async () => {
  const { workbench: own, inspected } = workbench();
  packDesk.take(file());
  expect(isOfPack({ id: 'reading u.afpack' }, packDesk.get())).toBe(false);
  const reading = packDesk.read(own, 'right');
  await turn();
  inspected(view);
  await reading;
  expect(['reading u.afpack', 'replay u.afpack', 'reading other.afpack'].map((id) => isOfPack({ id }, packDesk.get()))).toEqual([true, true, false]);
  packDesk.close();
  expect(isOfPack({ id: 'reading u.afpack' }, packDesk.get())).toBe(false);
});

it('ends the sending of a pack that is closed meanwhile', async () => {
  const { workbench: own, calls } = workbench();
  packDesk.take(file());
  const reading = packDesk.read(own, 'right');
  packDesk.close();
  await reading;
  expect(calls).toEqual(['uploads.begin', 'work.cancel']);
});
