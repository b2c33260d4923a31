import { useMemo, useState } from 'react';
import type { Series } from '../../../shared/domain/series.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchField } from '../../ui/fields.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

const shown = 200;

/** Picks a series whose chart is to be added. */
export function AddSeriesDialog({ isOpen, onClose, onPick }: { isOpen: boolean; onClose(): void; onPick(series: Series): void }) {
  const [text, setText] = useState('');
  const found = useQuery('series.list', useMemo(() => (isOpen ? { text, limit: shown } : null), [isOpen, text]));
  const streams = valueOr(useSubscription('streams.watch', {}), null);
  const names = new Map((streams ?? []).map(({ stream }) => [stream.id, stream.name]));
  return (
    <Dialog title="Add a chart" isOpen={isOpen} onClose={onClose}>
      <SearchField label="Find series" value={text} onChange={setText} />
      <Shown of={found} waiting="Reading the series…">
        {(all) => all.length === 0 ? <EmptyState icon="search" title="No series matches">Try fewer letters.</EmptyState> : (
          <ul className="panel-list series-choice">{all.map((one) => <li key={one.id}><Button look="plain" onPress={() => onPick(one)}>{one.name} <span className="muted small">{names.get(one.streamId)}</span></Button></li>)}</ul>
        )}
      </Shown>
    </Dialog>
  );
}
