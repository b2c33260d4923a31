import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Feedback } from '../../../shared/domain/feedback.ts';
import type { RawRecord, SeriesStretch } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { rangeAround, recordRange } from '../anomalies/range-around.ts';

/** All that a report of an anomaly says, as it was when it was made. */
export interface ReportFacts {
  anomaly: Anomaly;
  stream: { name: string; units: ReadonlyMap<string, string> };
  /** The series around the anomaly; null where its samples have expired. */
  stretch: SeriesStretch | null;
  range: TimeRange;
  history: Feedback[];
  alike: { anomaly: Anomaly; likeness: number }[];
  /** Null where they were not asked for. */
  records: RawRecord[] | null;
  madeAt: number;
  version: string;
}

/** Buckets of a chart: about the printer's dots over its width. */
const points = 900;
export const mostRecords = 100;

/** Gathers them through the contract; reading the records is written to the audit log. Throws what its calls throw. */
export async function gatherFacts(workbench: Workbench, anomaly: Anomaly, withRecords: boolean): Promise<ReportFacts> {
  const { seriesId, streamId } = anomaly;
  const [series, streams, history, alike, status, records] = await Promise.all([
    workbench.call('series.list', { streamId, text: anomaly.seriesName, limit: 10_000 }).then((all) => all.find((one) => one.id === seriesId) ?? null),
    workbench.call('streams.list', {}),
    workbench.call('feedback.history', { anomalyId: anomaly.id }),
    workbench.call('anomalies.look-alikes', { anomalyId: anomaly.id }),
    workbench.call('workspace.status', {}),
    withRecords ? workbench.call('series.records', { seriesId, range: recordRange(anomaly), limit: mostRecords }) : null,
  ]);
  const range = rangeAround(anomaly, series ?? { firstTime: null, lastTime: null, sampleCount: 0 });
  const stretch = series === null ? null : await workbench.call('series.stretch', { seriesId, ...range, points });
  const stream = streams.find((row) => row.stream.id === streamId)?.stream;
  return {
    anomaly, range, history, alike, records, madeAt: Date.now(), version: status.version,
    stretch: stretch === null || stretch.times.length === 0 ? null : stretch,
    stream: { name: stream?.name ?? '', units: new Map(stream?.mapping.channels.map((channel) => [channel.name, channel.unit])) },
  };
}
