import { useState } from 'react';
import { useCommands } from '../../commands/use-commands.tsx';
import { goTo, markPage } from '../../routes/use-route.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { countWords, plural } from '../../../shared/counts.ts';
import { MoreMenu } from '../../ui/menu.tsx';
import type { MenuAction } from '../../ui/menu.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { ReadFromDialog } from './read-from-dialog.tsx';
import { possibleActs } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';

/** What can be done with a stream: the next thing as a button (with words on the stream's page), the rest behind three dots. */
export function StreamActs({ row, words = false, onRemoved }: { row: StreamRow; words?: boolean; onRemoved?: () => void }) {
  const { stream, health } = row;
  const streamId = stream.id;
  const [removing, setRemoving] = useState(false);
  const [readingFrom, setReadingFrom] = useState(false);
  const start = useCommand('streams.start');
  const stop = useCommand('streams.stop');
  const pause = useCommand('streams.pause');
  const resume = useCommand('streams.resume');
  const record = useCommand('captures.start');
  const endRecord = useCommand('captures.stop');
  const can = possibleActs(health);
  const canRecord = can.stop || health.capturing;
  const next: { label: string; icon: 'play' | 'pause' | 'stop'; busy: boolean; act: () => void } | null = can.start ? { label: 'Start', icon: 'play', busy: start.running, act: () => void start.run({ streamId }) }
    : can.resume ? { label: 'Resume', icon: 'play', busy: resume.running, act: () => void resume.run({ streamId }) }
      : can.pause ? { label: 'Pause', icon: 'pause', busy: pause.running, act: () => void pause.run({ streamId }) }
        : can.stop ? { label: 'Stop', icon: 'stop', busy: stop.running, act: () => void stop.run({ streamId }) } : null;

  async function toggleRecording(): Promise<void> {
    const outcome = health.capturing ? await endRecord.run({ streamId }) : await record.run({ streamId });
    if (!outcome.ok) return;
    tell(health.capturing
      ? { tone: 'good', title: `${plural(outcome.output.recordCount, 'record')} recorded`, text: 'The capture stands under Set-up and captures.' }
      : { tone: 'info', title: `Recording what ${stream.name} brings from now on` });
  }

  const actions: MenuAction[] = [
    ...(can.stop && next?.label !== 'Stop' ? [{ label: 'Stop', icon: 'stop' as const, onPress: () => void stop.run({ streamId }) }] : []),
    ...(stream.source.kind === 'kafka' ? [{ label: 'Read from another place…', icon: 'clock' as const, onPress: () => setReadingFrom(true) }] : []),
    ...(words || !canRecord ? [] : [{ label: health.capturing ? 'End recording' : 'Record to a capture', icon: 'record' as const, onPress: () => void toggleRecording() }]),
    { label: 'Edit…', icon: 'settings', onPress: () => goTo({ page: 'new-stream' }, { edit: streamId }) },
    { label: 'Remove…', icon: 'remove', danger: true, onPress: () => setRemoving(true) },
  ];
  useCommands(!words ? noCommands : [
    ...(next === null ? [] : [{ id: 'stream-next', category: 'This stream', title: `${next.label} ${stream.name}`, run: next.act }]),
    ...(canRecord ? [{ id: 'stream-record', category: 'This stream', title: health.capturing ? 'End recording' : 'Record to a capture', run: () => void toggleRecording() }] : []),
    { id: 'stream-edit', category: 'This stream', title: `Edit ${stream.name}`, run: () => goTo({ page: 'new-stream' }, { edit: streamId }) },
    { id: 'stream-remove', category: 'This stream', title: `Remove ${stream.name}`, run: () => setRemoving(true) },
  ]);
  return (
    <span className="stream-acts">
      {next !== null && (words
        ? <Button icon={next.icon} busy={next.busy} onPress={next.act}>{next.label}</Button>
        : <IconButton icon={next.icon} label={`${next.label} ${stream.name}`} busy={next.busy} onPress={next.act} />)}
      {words && canRecord && <Button icon="record" busy={record.running || endRecord.running} onPress={() => void toggleRecording()}>{health.capturing ? 'End recording' : 'Record'}</Button>}
      <MoreMenu label={`More for ${stream.name}`} actions={actions} />
      {readingFrom && <ReadFromDialog stream={stream} onClose={() => setReadingFrom(false)} />}
      {removing && <RemoveDialog row={row} onClose={() => setRemoving(false)} onRemoved={onRemoved} />}
    </span>
  );
}

const noCommands: never[] = [];

function RemoveDialog({ row: { stream, health }, onClose, onRemoved }: { row: StreamRow; onClose(): void; onRemoved?: (() => void) | undefined }) {
  const remove = useCommand('streams.remove', 'drawn');
  async function confirm(): Promise<void> {
    const isHere = markPage();
    const outcome = await remove.run({ streamId: stream.id });
    if (!outcome.ok) return;
    tell({ tone: 'good', title: `${stream.name} is removed` });
    onClose();
    if (isHere()) onRemoved?.();
  }
  return (
    <ConfirmDialog title={`Remove ${stream.name}?`} isOpen onClose={onClose} onConfirm={() => void confirm()} confirmWords="Remove the stream" busy={remove.running}>
      <p>Its {plural(health.seriesCount, 'series', 'series')}, {countWords(health.recordCount)} records, {plural(health.anomalyCount, 'anomaly', 'anomalies')} and all verdicts on them are deleted from this workbench. This can't be undone. {stream.source.kind === 'kafka' ? 'The topic itself stays as it is.' : 'Captures stay.'}</p>
      {remove.error !== null && <ErrorCard error={remove.error} />}
    </ConfirmDialog>
  );
}
