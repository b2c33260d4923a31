import { useMemo } from 'react';
import { formatOfName } from '../../../shared/domain/file-format.ts';
import { hrefOf } from '../../routes/route.ts';
import { useRoute } from '../../routes/use-route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { streamNameOf } from './file-format.ts';
import { emptySource } from './source-form.ts';
import { Wizard } from './wizard.tsx';
import { emptyStart, startOfStream } from './wizard-start.ts';
import './connect.css';

/** Connects a topic or imports a file, step by step on one page; `?edit=` changes a stream that is there. */
export function NewStreamPage() {
  const { state } = useRoute();
  const edit = state.get('edit');
  const upload = state.get('upload');
  const path = state.get('path');
  const name = state.get('name') ?? '';
  const dropped = useMemo(() => {
    const location = upload !== null ? { at: 'upload' as const, uploadId: upload } : path !== null ? { at: 'path' as const, path } : null;
    return location === null ? null : { ...emptySource, kind: 'file' as const, location, fileName: name, format: formatOfName(name) ?? 'csv' };
  }, [upload, path, name]);
  if (edit !== null) return <EditStream key={edit} streamId={edit} />;
  return (
    <div className="page">
      <div className="page-head"><div><h1>Connect or import</h1><p>Three steps: where records come from, what their fields mean, and what to watch with. Nothing is stored before you press Start.</p></div></div>
      <Wizard key="new" start={emptyStart} dropped={dropped} droppedName={streamNameOf(name)} />
    </div>
  );
}

function EditStream({ streamId }: { streamId: string }) {
  const streams = useSubscription('streams.watch', {});
  return (
    <div className="page">
      <Shown of={streams} waiting="Reading the stream…">
        {(rows) => {
          const row = rows.find(({ stream }) => stream.id === streamId);
          if (row === undefined) return <EmptyState icon="streams" title="This stream is not there" actions={<LinkButton href={hrefOf({ page: 'streams' })}>See the streams</LinkButton>}>It may have been removed, here or in another window.</EmptyState>;
          return (
            <>
              <div className="page-head"><div><h1>Edit {row.stream.name}</h1><p>A changed decoding or mapping holds for records from now on. The number of channels stays as it is.</p></div></div>
              <Wizard start={startOfStream(row.stream)} dropped={null} droppedName="" />
            </>
          );
        }}
      </Shown>
    </div>
  );
}
