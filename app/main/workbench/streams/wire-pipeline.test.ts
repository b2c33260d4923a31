import { expect, it } from 'vitest';
import type { ScoreColumns } from '../../../shared/domain/samples.ts';
import type { RecordBatch } from '../../ingest/record-source.ts';
import type { DecodedRows } from '../../ingest/to-samples.ts';
import type { AcceptedRows } from '../../window/window-service.ts';
import { wirePipeline, type Scored, type Stations } from './wire-pipeline.ts';

const batch = (nextOffset: number, partition = 0) => ({ partition, nextOffset }) as RecordBatch;

/** Stations that note what they are asked, in order; `refuse` may throw at any. */
function notingStations(refuse: (asked: string) => void = () => undefined) {
  const asked: string[] = [];
  const note = <One extends { nextOffset: number }>(station: string, one: One): One => {
    asked.push(`${station} ${one.nextOffset}`);
    refuse(asked.at(-1)!);
    return one;
  };
  const stations = {
    places: new Map([[0, 10]]),
    decode: (one) => note('decode', one) as never,
    accept: (one) => note('accept', one as RecordBatch & DecodedRows) as never,
    score(one) {
      const { partition } = note('score', one as RecordBatch & AcceptedRows);
      return Promise.resolve({ scores: {} as ScoreColumns, state: partition === 1 ? new Uint8Array() : null });
    },
    pack: () => Promise.resolve(new Uint8Array()),
    judge: () => null,
    store: (one: RecordBatch, from: number | null) => note(`store ${from}..`, one),
    tell: (one) => void note('tell', one),
    keep: (one) => void note('keep', one),
  } satisfies Stations<null, { nextOffset: number }>;
  return { asked, stations, pipeline: wirePipeline(stations) };
}

it('stores batches in order, each from where its partition ended before, while later ones are decoded', async () => {
  const { asked, pipeline } = notingStations();
  await Promise.all([pipeline(batch(20)), pipeline(batch(5, 1)), pipeline(batch(30))]);
  expect(asked.slice(0, 6)).toEqual(['decode 20', 'accept 20', 'decode 5', 'accept 5', 'decode 30', 'accept 30']);
  expect(asked.filter((one) => /store|tell|keep/.test(one))).toEqual(['store 10.. 20', 'tell 20', 'store null.. 5', 'tell 5', 'keep 5', 'store 20.. 30', 'tell 30']);
});

it.each(['decode', 'accept', 'score', 'store 10..'])('stores nothing after a batch that fails at %s, though given in the same turn', async (station) => {
  const { asked, pipeline } = notingStations((one) => { if (one === `${station} 20`) throw new Error('no'); });
  const settled = await Promise.allSettled([batch(20), batch(30), batch(40)].map(async (one) => pipeline(one)));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(asked.filter((one) => /store (20|30)|tell/.test(one))).toEqual([]);
});

it('asks for scores in order, of four batches before the first is answered', async () => {
  const { stations } = notingStations();
  const scorings: { of: number; answer: () => void }[] = [];
  const pipeline = wirePipeline({
    ...stations,
    score: (one) => new Promise<Scored>((resolve) => scorings.push({ of: (one as unknown as RecordBatch).nextOffset, answer: () => resolve({ scores: {} as ScoreColumns, state: null }) })),
  });
  const stored = Promise.all([1, 2, 3, 4, 5, 6].map((nextOffset) => pipeline(batch(nextOffset))));
  const asked = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    return scorings.map(({ of }) => of);
  };
  expect(await asked()).toEqual([1, 2, 3, 4]);
  // Later ones answered first bring nothing forward.
  scorings[1]!.answer();
  expect(await asked()).toEqual([1, 2, 3, 4]);
  scorings[0]!.answer();
  expect(await asked()).toEqual([1, 2, 3, 4, 5, 6]);
  for (const { answer } of scorings) answer();
  await stored;
});
