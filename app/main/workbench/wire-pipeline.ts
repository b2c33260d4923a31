import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';
import type { RecordBatch } from '../ingest/record-source.ts';

/*
 * The way of a record, in the order of the folders of app/main: ingest -> window -> detect -> incident -> notify -> store. The store comes last
 * because one transaction takes all that a batch led to, with the place to go on from; only then does anybody hear of it.
 */

/** Rows of a batch as decoded; `recordIndex` names each row's record. */
export interface DecodedRows {
  rows: number;
}

/** The stations, each bound to one stream. */
export interface Stations<Decoded, Accepted extends { samples: SampleColumns }, Committed> {
  /** ingest: bytes -> rows and what could not be decoded. */
  decode(batch: RecordBatch): Decoded;
  /** window: rows in event-time order per series; late and repeated ones set apart. */
  accept(decoded: Decoded, batch: RecordBatch): Accepted;
  /** detect: samples -> scores, in the worker. */
  score(samples: SampleColumns): Promise<ScoreColumns>;
  /** detect: scores -> anomalies that opened, grew or closed. */
  judge(accepted: Accepted, scores: ScoreColumns, batch: RecordBatch): Anomaly[];
  /** incident: anomalies -> incidents that changed. */
  group(anomalies: Anomaly[]): { anomalies: Anomaly[]; incidents: Incident[] };
  /** store: all of it, durable, with the place to go on from. */
  commit(batch: RecordBatch, decoded: Decoded, accepted: Accepted, scores: ScoreColumns, found: { anomalies: Anomaly[]; incidents: Incident[] }): Committed;
  /** The screens and notifications hear of it. */
  tell(committed: Committed): void;
}

/** The pipeline of one stream. Batches go through one after the other; the next one may be decoded while the worker scores the one before. */
export function wirePipeline<Decoded, Accepted extends { samples: SampleColumns }, Committed>(stations: Stations<Decoded, Accepted, Committed>): (batch: RecordBatch) => Promise<void> {
  let accepting: Promise<unknown> = Promise.resolve();
  let storing: Promise<unknown> = Promise.resolve();

  return (batch) => {
    const decoded = stations.decode(batch);
    const accepted = stations.accept(decoded, batch);
    const scoring = accepting.then(() => stations.score(accepted.samples));
    accepting = scoring;
    const stored = Promise.all([storing, scoring]).then(([, scores]) => {
      const found = stations.group(stations.judge(accepted, scores, batch));
      const committed = stations.commit(batch, decoded, accepted, scores, found);
      stations.tell(committed);
    });
    storing = stored;
    return stored;
  };
}
