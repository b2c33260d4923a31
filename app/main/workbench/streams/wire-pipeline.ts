import type { RecordBatch } from '../../ingest/record-source.ts';
import type { DecodedRows } from '../../ingest/to-samples.ts';
import type { ScoreColumns } from '../../../shared/domain/samples.ts';
import type { AcceptedRows } from '../../window/window-service.ts';

/** What the detection worker answers for a batch; its state comes along now and then, to be stored after the batch. */
export interface Scored {
  scores: ScoreColumns;
  state: Uint8Array | null;
}

/**
 * The way of a record, in the order of the folders of app/main: ingest -> window -> detect -> incident -> notify -> store. The store comes last
 * because one transaction takes all that a batch led to, with the place to go on from; only then does anybody hear of it.
 */
export interface Stations<Judged, Stored> {
  /** Each partition's next offset as stored when the stations were opened. */
  readonly places: ReadonlyMap<number, number>;
  /** ingest: bytes -> rows, and what could not be decoded. */
  decode(batch: RecordBatch): DecodedRows;
  /** window: rows in order of event time per series; late and repeated ones set apart. */
  accept(decoded: DecodedRows): AcceptedRows;
  /** detect: samples -> scores, in the worker. */
  score(accepted: AcceptedRows): Promise<Scored>;
  /** store: the records as they came, packed on another thread while they are scored. */
  pack(batch: RecordBatch): Promise<Uint8Array>;
  /** detect: scores -> spans that opened, grew or closed. */
  judge(batch: RecordBatch, decoded: DecodedRows, accepted: AcceptedRows, scores: ScoreColumns): Judged;
  /** incident, notify, store: all of it, durable, with the place to go on from. `from` is where the partition's batch before ended, null where there is none: there the store must stand. */
  store(batch: RecordBatch, from: number | null, decoded: DecodedRows, accepted: AcceptedRows, scores: ScoreColumns, judged: Judged, packed: Uint8Array): Stored;
  /** Screens, captures and notifications hear of it. */
  tell(batch: RecordBatch, accepted: AcceptedRows, scores: ScoreColumns, stored: Stored): void;
  /** detect, store: the detector's state as it is after this batch. */
  keep(stored: Stored, state: Uint8Array): void;
}

/** Batches that may wait to be scored, so that the worker has its next one in hand when it ends one, however busy this thread is. */
const mostScorings = 4;

/**
 * The pipeline of one stream: takes a batch, resolves when it is durable. Batches go through in order; some are decoded while those before
 * are scored, and scored while the ones before that are stored. What throws on its way rejects it, and every later one too: none is stored past a hole.
 */
export function wirePipeline<Judged, Stored>(stations: Stations<Judged, Stored>): (batch: RecordBatch) => Promise<void> {
  const reached = new Map(stations.places);
  let asking: Promise<unknown> = Promise.resolve();
  const scorings: Promise<unknown>[] = [];
  let storing: Promise<unknown> = Promise.resolve();
  // Async, so that what throws becomes a rejection; both run before it returns.
  const read = async (batch: RecordBatch) => {
    const decoded = stations.decode(batch);
    return { decoded, accepted: stations.accept(decoded) };
  };

  return (batch) => {
    const from = reached.get(batch.partition) ?? null;
    reached.set(batch.partition, batch.nextOffset);
    const reading = read(batch);
    const asked = Promise.all([reading, asking, scorings.length < mostScorings ? null : scorings.shift()]).then(([{ accepted }]) => ({ answer: stations.score(accepted) }));
    asking = asked;
    const scored = asked.then(({ answer }) => answer);
    scorings.push(scored);
    const stored = Promise.all([reading, scored, stations.pack(batch), storing]).then(([{ decoded, accepted }, answer, packed]) => {
      const judged = stations.judge(batch, decoded, accepted, answer.scores);
      const kept = stations.store(batch, from, decoded, accepted, answer.scores, judged, packed);
      stations.tell(batch, accepted, answer.scores, kept);
      if (answer.state !== null) stations.keep(kept, answer.state);
    });
    storing = stored;
    return stored;
  };
}
