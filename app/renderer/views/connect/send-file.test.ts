import { describe, expect, it } from 'vitest';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { pieceBytes, sendFile } from './send-file.ts';

/** A workbench that keeps what uploads bring. */
function keeper() {
  const taken: number[] = [];
  const methods: string[] = [];
  const call = ((method: string, input: { piece?: Uint8Array }) => {
    methods.push(method);
    if (input.piece !== undefined) taken.push(...input.piece.subarray(0, 1), input.piece.length);
    return Promise.resolve({ uploadId: 'u-1', received: 0 });
  }) as Workbench['call'];
  return { workbench: { call }, taken, methods };
}

describe('sending a file', () => {
  it('sends pieces of one MiB in order and says how far it is', async () => {
    const { workbench, taken, methods } = keeper();
    const bytes = new Uint8Array(pieceBytes * 2 + 5);
    bytes[0] = 1;
    bytes[pieceBytes] = 2;
    bytes[pieceBytes * 2] = 3;
    const told: number[] = [];
    const id = await sendFile(workbench, new File([bytes], 'a.csv'), (sent) => told.push(sent), new AbortController().signal);
    expect(id).toBe('u-1');
    expect(taken).toEqual([1, pieceBytes, 2, pieceBytes, 3, 5]);
    expect(told).toEqual([pieceBytes, pieceBytes * 2, bytes.length]);
    expect(methods).toEqual(['uploads.begin', 'uploads.append', 'uploads.append', 'uploads.append', 'uploads.finish']);
  });
  it('stops between pieces when it is cancelled', async () => {
    const { workbench, methods } = keeper();
    const cancel = new AbortController();
    const sending = sendFile(workbench, new File([new Uint8Array(pieceBytes * 3)], 'a.csv'), () => cancel.abort(), cancel.signal);
    await expect(sending).rejects.toMatchObject({ code: 'AF_API_CANCELLED' });
    expect(methods).toEqual(['uploads.begin', 'uploads.append', 'work.cancel']);
  });
  it('names a file that the browser can no longer read', async () => {
    const { workbench } = keeper();
    const gone = { name: 'gone.csv', size: 3, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) as unknown as Blob };
    await expect(sendFile(workbench, gone, () => undefined, new AbortController().signal)).rejects.toMatchObject({ code: 'AF_INGEST_UPLOAD_INVALID' });
  });
  it('takes in an empty file', async () => {
    const { workbench, methods } = keeper();
    await sendFile(workbench, new File([], 'a.csv'), () => undefined, new AbortController().signal);
    expect(methods).toEqual(['uploads.begin', 'uploads.finish']);
  });
});
