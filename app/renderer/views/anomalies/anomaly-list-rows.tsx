import { useEffect } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { useScrollSize } from '../series/series-grid.tsx';
import { verdictTone, verdictWords } from './verdict-words.ts';
import { windowRows } from './window-rows.ts';

/** Height of one row, CSS pixels; the style sheet says the same. */
const rowHeight = 60;
/** The next page is asked for this many rows before the end. */
const readAhead = 40;

export interface AnomalyListRowsProps {
  rows: readonly Anomaly[];
  total: number;
  streamNames: ReadonlyMap<string, string>;
  /** Index of the row that the keys are on; -1: none. */
  current: number;
  picked: ReadonlySet<string>;
  onCurrent(index: number): void;
  onOpen(anomaly: Anomaly): void;
  onPick(anomaly: Anomaly): void;
  onNearEnd(): void;
}

/** The rows of the list; only those in sight exist. One stop for Tab, arrows inside, as ARIA's grid pattern has it. */
export function AnomalyListRows({ rows, total, streamNames, current, picked, onCurrent, onOpen, onPick, onNearEnd }: AnomalyListRowsProps) {
  const { ref, height, scrollTop, onScroll } = useScrollSize();
  const shown = windowRows(rows.length, rowHeight, scrollTop, height);
  const nearEnd = shown.last >= rows.length - readAhead;
  useEffect(() => { if (nearEnd) onNearEnd(); }, [nearEnd, onNearEnd]);
  useEffect(() => {
    const frame = ref.current;
    if (frame === null || current < 0) return;
    if (current * rowHeight < frame.scrollTop) frame.scrollTop = current * rowHeight;
    else if ((current + 1) * rowHeight > frame.scrollTop + frame.clientHeight) frame.scrollTop = (current + 1) * rowHeight - frame.clientHeight;
  }, [current, ref]);

  function onKeyDown(event: React.KeyboardEvent): void {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) onCurrent(Math.min(Math.max(to, 0), rows.length - 1));
    else if (event.key === 'Enter' && rows[current] !== undefined) onOpen(rows[current]);
    else if (event.key === ' ' && rows[current] !== undefined) onPick(rows[current]);
    else return;
    event.preventDefault();
  }

  return (
    <div className="anomaly-rows" ref={ref} onScroll={onScroll} tabIndex={0} role="grid" aria-label="Anomalies" aria-rowcount={total} aria-multiselectable="true" aria-activedescendant={current >= 0 ? `row-${current}` : undefined} onKeyDown={onKeyDown} onFocus={() => { if (current < 0 && rows.length > 0) onCurrent(0); }}>
      <div role="presentation" style={{ height: shown.height, position: 'relative' }}>
        <div role="presentation" style={{ position: 'absolute', insetInline: 0, transform: `translateY(${shown.top}px)` }}>
          {rows.slice(shown.first, shown.last).map((anomaly, i) => {
            const index = shown.first + i;
            return (
              <div key={anomaly.id} id={`row-${index}`} role="row" aria-rowindex={index + 1} aria-selected={picked.has(anomaly.id)} className={`anomaly-row${index === current ? ' anomaly-row-current' : ''}${anomaly.verdict !== null ? ' anomaly-row-judged' : ''}`} onClick={() => onCurrent(index)} onDoubleClick={() => onOpen(anomaly)}>
                <span role="gridcell" className="anomaly-cell-pick"><input type="checkbox" tabIndex={-1} checked={picked.has(anomaly.id)} onChange={() => onPick(anomaly)} onClick={(event) => event.stopPropagation()} aria-label={`Select ${anomaly.seriesName}`} /></span>
                <span role="gridcell" className="anomaly-cell-severity"><SeverityPill severity={anomaly.severity} /></span>
                <span role="gridcell" className="anomaly-cell-words">
                  <span className="anomaly-row-title"><a href={`#/anomalies/${anomaly.id}`} tabIndex={-1} className="strong clip">{anomaly.seriesName}: {anomaly.shape}</a>{anomaly.open && <Pill tone="busy">going on</Pill>}</span>
                  <span className="clip muted">{anomaly.explanation}</span>
                </span>
                <span role="gridcell" className="anomaly-cell-verdict">{anomaly.verdict !== null && <Pill tone={verdictTone(anomaly.verdict)}>{verdictWords(anomaly.verdict)}</Pill>}</span>
                <span role="gridcell" className="anomaly-cell-when"><Moment at={anomaly.start} /><small className="muted clip">{streamNames.get(anomaly.streamId) ?? ''}</small></span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
