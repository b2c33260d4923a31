import { useState } from 'react';
import type { StartPlace, Stream } from '../../../shared/domain/stream.ts';
import { momentWords } from '../../charts/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, TextField } from '../../ui/fields.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { momentPlaceholder, readMoment, zoneWords } from '../../ui/read-moment.ts';

/** Lets a topic be read again from its beginning, its end or a moment. */
export function ReadFromDialog({ stream, onClose }: { stream: Stream; onClose(): void }) {
  const start = useCommand('streams.start', 'drawn');
  const [at, setAt] = useState<'earliest' | 'latest' | 'timestamp'>('earliest');
  const [moment, setMoment] = useState('');
  const [asked, setAsked] = useState(false);
  const { timeZone: zone } = usePreferences();
  const time = readMoment(moment, zone);
  const wrong = at === 'timestamp' && time === null ? 'Write a date and time such as 2026-03-05 14:30.' : null;

  async function readOn(): Promise<void> {
    setAsked(true);
    if (wrong !== null) return;
    const from: StartPlace = at === 'timestamp' ? { at, time: time! } : { at };
    const outcome = await start.run({ streamId: stream.id, from });
    if (!outcome.ok) return;
    tell({ tone: 'good', title: `${stream.name} is read ${at === 'earliest' ? 'from its beginning' : at === 'latest' ? 'from now on' : `from ${momentWords(time!, zone)}`}` });
    onClose();
  }
  return (
    <Dialog title={`Read ${stream.name} from another place`} isOpen onClose={onClose} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" busy={start.running} busyWords="Moving…" onPress={() => void readOn()}>Read from there</Button></>}>
      <div className="stack">
        <p className="muted">The stored place in the topic is given up; what is stored stays. A record older than the newest sample of its series is counted as late and adds nothing.</p>
        <Choice<'earliest' | 'latest' | 'timestamp'> label="Read on from" value={at} onChange={setAt} options={[{ id: 'earliest', label: 'The beginning' }, { id: 'latest', label: 'Now' }, { id: 'timestamp', label: 'A moment' }]} />
        {at === 'timestamp' && <TextField label="Moment" value={moment} onChange={setMoment} placeholder={momentPlaceholder} error={asked ? wrong : null} hint={`${zoneWords(zone)}.`} autoFocus />}
        {start.error !== null && <ErrorCard error={start.error} />}
      </div>
    </Dialog>
  );
}
