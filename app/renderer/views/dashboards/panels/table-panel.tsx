import { useMemo } from 'react';
import type { Anomaly } from '../../../../shared/domain/anomaly.ts';
import type { LatestSample } from '../../../../shared/domain/series.ts';
import { numberWords } from '../../../../shared/number-words.ts';
import { hrefOf } from '../../../routes/route.ts';
import { DataTable, type TableColumn } from '../../../ui/data-table.tsx';
import { Ago, Moment } from '../../../ui/moment.tsx';
import { Pill, type Tone } from '../../../ui/pill.tsx';
import { EmptyState, Shown } from '../../../ui/states.tsx';
import { valueOr } from '../../../workbench/loaded.ts';
import { useQuery } from '../../../workbench/use-query.ts';
import { useSubscription } from '../../../workbench/use-subscription.ts';
import { bandState, readsOn } from '../channel-state.ts';
import { useSilent } from '../use-silent.ts';
import type { PanelKind, PanelProps } from '../panel-kind.ts';

const mostSeries = 200;
const everyMs = 2_000;

/** The newest sample of each series of a stream, whatever the playhead says, with how the series stands. */
function TablePanel({ row: of }: PanelProps) {
  const { stream, health } = of!;
  const latest = useQuery('series.latest', { streamId: stream.id, limit: mostSeries }, health.state === 'finished' ? {} : { everyMs });
  const anomalies = valueOr(useSubscription('anomalies.watch', useMemo(() => ({ filter: { streamIds: [stream.id] } }), [stream.id])), none);
  const open = useMemo(() => new Map(anomalies.filter((one) => one.open).map((one) => [one.seriesId, one])), [anomalies]);
  const isCurrent = readsOn(health.state);
  const isSilent = useSilent(stream.id);
  const columns = useMemo((): TableColumn<LatestSample>[] => [
    { id: 'series', title: 'Series', sortBy: ({ seriesName }) => seriesName, cell: ({ seriesName }) => <strong className="nowrap">{seriesName}</strong> },
    { id: 'state', title: 'State', sortBy: (row) => stateOf(row, open, isCurrent, isSilent).rank, cell: (row) => { const { tone, words } = stateOf(row, open, isCurrent, isSilent); return <Pill tone={tone}>{words}</Pill>; } },
    { id: 'time', title: 'As of', align: 'end', sortBy: ({ time }) => time, cell: ({ time, seriesId }) => (isCurrent && !isSilent(seriesId) ? <Moment at={time} /> : <span className="dash-aged"><Ago at={time} /><small className="muted"><Moment at={time} /></small></span>) },
    ...stream.mapping.channels.map(({ name, unit }, index): TableColumn<LatestSample> => ({
      id: `channel-${index}`, title: unit === '' ? name : `${name} (${unit})`, align: 'end', sortBy: ({ values }) => values[index] ?? null,
      cell: ({ values, low, high }) => {
        const state = bandState({ value: values[index] ?? null, low: low[index] ?? null, high: high[index] ?? null });
        return <span className={state === 'above' || state === 'below' ? 'value-outside' : undefined}>{numberWords(values[index])}{state === 'above' ? ' ↑' : state === 'below' ? ' ↓' : ''}</span>;
      },
    })),
  ], [stream.mapping.channels, open, isCurrent, isSilent]);
  return (
    <Shown of={latest} waiting="Reading the latest values…">
      {(rows) => (
        <>
          <DataTable label={`Latest values of ${stream.name}`} columns={columns} rows={rows} idOf={({ seriesId }) => String(seriesId)} hrefOf={({ seriesId }) => hrefOf({ page: 'series', seriesId })} initialSort={{ column: 'state', direction: 'descending' }} empty={<EmptyState icon="clock" title="No samples yet">Each series appears here with its first record.</EmptyState>} />
          {rows.length < health.seriesCount && <p className="panel-note muted small">The first {rows.length} of {health.seriesCount} series by name.</p>}
        </>
      )}
    </Shown>
  );
}

const none: Anomaly[] = [];

/** An open anomaly stands before silence and a value outside its band, that before warm-up, that before quiet. */
function stateOf(row: LatestSample, open: ReadonlyMap<LatestSample['seriesId'], Anomaly>, isCurrent: boolean, isSilent: (seriesId: LatestSample['seriesId']) => boolean): { tone: Tone; words: string; rank: number } {
  const anomaly = open.get(row.seriesId);
  if (anomaly !== undefined) return { tone: anomaly.severity, words: `${anomaly.shape} ${isCurrent ? 'now' : 'at the end'}`, rank: 3 };
  if (isCurrent && isSilent(row.seriesId)) return { tone: 'warn', words: 'silent', rank: 2 };
  const states = row.values.map((value, k) => bandState({ value, low: row.low[k] ?? null, high: row.high[k] ?? null }));
  if (states.some((state) => state === 'above' || state === 'below')) return { tone: 'warn', words: 'outside its band', rank: 2 };
  return row.score === null ? { tone: 'busy', words: 'warming up', rank: 1 } : isCurrent ? { tone: 'good', words: 'as usual', rank: 0 } : { tone: 'plain', words: 'as usual at the end', rank: 0 };
}

export const table: PanelKind = { kind: 'table', title: 'Latest values', does: 'Each series of a stream with its newest values and how it stands.', icon: 'table', shows: 'stream', size: { w: 6, h: 6 }, options: [], Panel: TablePanel };
