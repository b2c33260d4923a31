import { expect, it } from 'vitest';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { createViewPictures } from './view-pictures.ts';

const view = (id: string) => ({ id, workbookId: 'book' });

it('asks for each picture once, six at a time, in the order in which they are wanted', async () => {
  const asked: string[] = [];
  const give: (() => void)[] = [];
  const pictures = createViewPictures(({ id }) => {
    asked.push(id);
    return new Promise((resolve) => give.push(() => resolve(Uint8Array.of(Number(id)))));
  });
  const all = Array.from({ length: 8 }, (_, i) => pictures.read(view(String(i))));
  expect(pictures.read(view('0'))).toBe(all[0]);
  expect(asked).toEqual(['0', '1', '2', '3', '4', '5']);
  give[2]!();
  expect(await all[2]).toEqual(Uint8Array.of(2));
  expect(asked).toHaveLength(7);
  for (const one of give) one();
  await all[0];
  await new Promise((resolve) => setImmediate(resolve));
  for (const one of give) one();
  expect((await Promise.all(all)).map((png) => png![0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(asked).toHaveLength(8);
});

it('has none where Tableau has none, and asks anew after a failure', async () => {
  const answers = [new WorkbenchError('AF_NOT_FOUND', 'no'), new WorkbenchError('AF_TABLEAU_UNREACHABLE', 'busy'), Uint8Array.of(1)];
  const pictures = createViewPictures(async () => {
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  expect(await pictures.read(view('a'))).toBeNull();
  await expect(pictures.read(view('b'))).rejects.toMatchObject({ code: 'AF_TABLEAU_UNREACHABLE' });
  expect(await pictures.read(view('b'))).toEqual(Uint8Array.of(1));
});
