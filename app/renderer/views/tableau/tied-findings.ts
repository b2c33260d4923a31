import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Series } from '../../../shared/domain/series.ts';
import { inTellingOrder } from '../../../shared/domain/telling-order.ts';
import type { Finding } from '../../../shared/domain/tableau-finding.ts';
import type { Tie } from './series-tie.ts';

/** What is listed beside a view: a finding of the view, or an anomaly of the stream that it is tied to; both in one where they are of one time. */
export interface Listed extends Finding {
  /** The stream's series that it is of; null where the view is tied to none. */
  series: Series | null;
  /** The anomalies of that series at its time: a verdict on it is one on them. */
  anomalies: readonly Anomaly[];
  /** Told by the stream alone; the view's own detection did not find it. */
  isOfStream: boolean;
}

/**
 * Findings with the stream's anomalies at their time, then the anomalies that no finding is near. Where a finding has anomalies, the verdict of the highest of them stands for it; without one it keeps its own.
 * Anomalies of channels that the view does not show are left out.
 */
export function listedOf(findings: readonly Finding[], tied: { tie: Tie; series: readonly Series[] } | null, anomalies: readonly Anomaly[]): Listed[] {
  if (tied === null || tied.tie.channels.size === 0) return findings.map((finding) => ({ ...finding, series: null, anomalies: [], isOfStream: false }));
  const { tie } = tied;
  const shown = new Set(tie.channels.values());
  const own = anomalies.filter((one) => one.evidence.length === 0 || shown.has(inTellingOrder(one)[0]!.channel));
  const met = new Set<string>();
  const found = findings.map((finding): Listed => {
    const series = tie.seriesOf(finding.key);
    const same = own.filter(({ seriesId, start, end }) => seriesId === series?.id && start <= finding.end && end >= finding.start).sort((a, b) => b.score - a.score);
    for (const { id } of same) met.add(id);
    return { ...finding, verdict: same.length > 0 ? same[0]!.verdict : finding.verdict, series, anomalies: same, isOfStream: false };
  });
  const byId = new Map(tied.series.map((series) => [series.id, series]));
  const others = own.filter(({ id }) => !met.has(id)).flatMap((anomaly): Listed[] => {
    const series = byId.get(anomaly.seriesId);
    const key = series === undefined ? null : tie.keyOf(series);
    if (series === undefined || key === null) return [];
    const { id, start, end, peakTime, severity, score, shape, explanation, verdict } = anomaly;
    return [{ id, key, start, end, peakTime, severity, score, shape, explanation, verdict, annotation: null, series, anomalies: [anomaly], isOfStream: true }];
  });
  return [...found, ...others];
}
