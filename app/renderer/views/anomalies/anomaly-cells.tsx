import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { Moment } from '../../ui/moment.tsx';
import { MiddleClip } from '../../ui/middle-clip.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { verdictTone, verdictWords } from './verdict-words.ts';

/** One anomaly as a row of the list. */
export function AnomalyCells({ anomaly, streamName }: { anomaly: Anomaly; streamName: string }) {
  return (
    <>
      <span role="gridcell" className="grid-cell-severity"><SeverityPill severity={anomaly.severity} /></span>
      <span role="gridcell" className="grid-cell-words">
        <span className="grid-row-title"><a href={`#/anomalies/${anomaly.id}`} tabIndex={-1} className="strong clip"><MiddleClip>{`${anomaly.seriesName}: ${anomaly.shape}`}</MiddleClip></a>{anomaly.open && <Pill tone="busy">going on</Pill>}</span>
        <span className="clip muted">{anomaly.explanation}</span>
      </span>
      <span role="gridcell" className="grid-cell-state">{anomaly.verdict !== null && <Pill tone={verdictTone(anomaly.verdict)}>{verdictWords(anomaly.verdict)}</Pill>}</span>
      <span role="gridcell" className="grid-cell-when"><Moment at={anomaly.start} /><small className="muted clip">{streamName}</small></span>
    </>
  );
}
