import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { ChartTools } from '../../charts/chart-tools.tsx';
import { PagedTable } from '../../charts/paged-table.tsx';
import { durationWords, momentWords, type Zone } from '../../charts/words.ts';
import { hrefOf } from '../../routes/route.ts';
import { plural } from '../../../shared/counts.ts';
import { severityTitles } from '../../../shared/domain/severity.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { verdictWords } from '../anomalies/verdict-words.ts';
import { nextSpan, spanLanesOf, spanTicks, type SpanLanes } from './span-lanes.ts';
import type { Listed } from './tied-findings.ts';
import type { ViewWatch } from './use-view-watch.ts';
import './span-strip.css';

/** Lanes that fit under a view. */
const mostLanes = 6;

/**
 * Under a view: what is odd in it as spans over the time of its marks, which Tableau's own annotations, of one mark each, can't draw. Tableau does not say where the axis of a view begins, so the strip has a scale of its own and says so.
 * `of`: its sheet, where several stand together. `onOpen` is told of a span that was chosen by a click, Enter or the space bar.
 */
export function SpanStrip({ watch, of = '', onOpen }: { watch: Pick<ViewWatch, 'listed' | 'marks' | 'chosen'>; of?: string; onOpen(one: Listed): void }) {
  const { timeZone } = usePreferences();
  const ids = useId();
  const body = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [focused, setFocused] = useState<string | null>(null);
  const [under, setUnder] = useState<Listed | null>(null);
  const { listed, marks, chosen } = watch;
  const shown = useMemo(() => spanLanesOf(listed, marks?.range ?? null, mostLanes), [listed, marks]);
  if (shown === null) return null;
  const { lanes, range } = shown;
  const all = lanes.flatMap(({ spans }) => spans);
  const stop = all.find(({ of }) => of.id === focused) ?? all.find(({ of }) => chosen.has(of.id)) ?? all[0];
  const told = [under, focused === null ? null : (stop?.of ?? null)].find((one) => one !== null && all.some(({ of }) => of.id === one.id)) ?? null;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextSpan(lanes, stop?.of.id ?? null, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    body.current?.querySelector<HTMLElement>(`[data-span="${CSS.escape(next.id)}"]`)?.focus();
  }

  return (
    <section className="span-strip" aria-label={`Spans over time${of === '' ? '' : ` of ${of}`}`}>
      {of !== '' && <h3 className="span-sheet clip">{of}</h3>}
      {asTable ? <SpanTable listed={listed} zone={timeZone} /> : (
        <div className="span-lanes" role="group" aria-label={`${plural(all.length, 'span')} in ${plural(lanes.length, 'lane')}`} aria-describedby={`${ids}-keys`} ref={body} onKeyDown={onKeyDown} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setFocused(null); }}>
          {lanes.map(({ name, spans }) => (
            <div key={name} className="span-lane">
              <span className="span-name clip" title={name}>{name}</span>
              <div className="span-track">
                {spans.map(({ of, left, width }) => (
                  <button
                    key={of.id} type="button" data-span={of.id} className={`span span-${of.severity}`} data-chosen={chosen.has(of.id)} aria-pressed={chosen.has(of.id)} tabIndex={of.id === stop?.of.id ? 0 : -1} style={{ insetInlineStart: `${left}%`, width: `${width}%` }} aria-label={spanWords(of, timeZone)}
                    onClick={() => onOpen(of)} onFocus={() => setFocused(of.id)} onPointerEnter={() => setUnder(of)} onPointerLeave={() => setUnder(null)}
                  />
                ))}
              </div>
            </div>
          ))}
          <div className="span-lane span-axis"><span className="span-name muted">Own scale</span><div className="span-ticks">{spanTicks(range, timeZone).map(({ label, left }) => <span key={left} style={{ insetInlineStart: `${left}%` }}>{label}</span>)}</div></div>
        </div>
      )}
      <div className="span-foot">
        <p className="small muted span-told">{told === null ? footWords(shown, marks === null) : `${spanWords(told, timeZone)}. ${told.explanation}`}</p>
        <ChartTools small name="the spans" asTable={asTable} onTable={setAsTable} />
      </div>
      <p className="unseen" id={`${ids}-keys`}>Arrow left and right: the next span. Arrow up and down: the next lane. Home and End: the lane’s first and last span. Enter shows it.</p>
    </section>
  );
}

function footWords({ left, outside }: SpanLanes, isOwnTime: boolean): string {
  return [
    isOwnTime ? 'Over the time of what was found: when the view’s marks are is not known.' : 'Over the time of the view’s marks; the scale is the strip’s own, since Tableau does not say where the view’s axis begins.',
    ...(outside > 0 ? [`${plural(outside, 'span')} before or after it.`] : []), ...(left > 0 ? [`${plural(left, 'more series', 'more series')} in the table.`] : []),
  ].join(' ');
}

/** "High: spike, Ward 7, 5 Mar 2026, 14:00:00, 6 h, expected". */
function spanWords({ severity, shape, key, start, end, verdict }: Listed, zone: Zone): string {
  return [`${severityTitles[severity]}: ${shape}`, ...(key.length > 0 ? [key.join(', ')] : []), momentWords(start, zone), ...(end > start ? [durationWords(end - start)] : []), ...(verdict === null ? [] : [verdictWords(verdict)])].join(', ');
}

/** The spans as a table, each with the way to its anomaly where a stream has one. */
function SpanTable({ listed, zone }: { listed: readonly Listed[]; zone: Zone }) {
  const rows = useMemo(() => listed.filter(({ verdict }) => verdict !== 'false').sort((a, b) => b.start - a.start), [listed]);
  return (
    <PagedTable
      label="Table of the spans" caption={plural(rows.length, 'span')} head={['Series', 'From', 'To', 'Severity', 'Shape', 'Verdict', 'Anomaly']} count={rows.length}
      row={(index) => {
        const { key, start, end, severity, shape, verdict, anomalies } = rows[index]!;
        const [first] = anomalies;
        return [key.join(', ') || 'All rows', momentWords(start, zone), momentWords(end, zone), severityTitles[severity], shape, verdictWords(verdict), first === undefined ? '–' : <a key="anomaly" href={hrefOf({ page: 'anomaly', anomalyId: first.id })}>open it</a>];
      }}
    />
  );
}
