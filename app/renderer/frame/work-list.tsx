import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Work } from '../../shared/domain/work.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Ago } from '../ui/moment.tsx';
import { Pill, type Tone } from '../ui/pill.tsx';
import { Progress } from '../ui/states.tsx';
import { hrefOf } from '../routes/route.ts';
import { plural } from '../../shared/counts.ts';
import { workTitle } from '../../shared/work-words.ts';
import { useCommand } from '../workbench/use-command.ts';
import { useSubscription } from '../workbench/use-subscription.ts';
import { isOfPack, packDesk } from '../views/evidence/pack-desk.ts';
import { endWords, workFigures, workStateWords } from './work-words.ts';
import './work-list.css';

const tones: Record<Work['state'], Tone> = { running: 'busy', done: 'good', failed: 'bad', cancelled: 'plain', stopped: 'warn' };

/** Long works in the status line: how many are under way, and all of them by a press. Nothing where there are none. */
export function WorkList() {
  const works = useSubscription('work.watch', {});
  const cancel = useCommand('work.cancel');
  const clear = useCommand('work.clear');
  const all = works.state === 'ready' ? works.value : [];
  const running = all.filter(({ state }) => state === 'running');
  const ended = all.filter(({ state }) => state !== 'running');
  const spoken = useEndSpoken(all);
  return (
    <>
      <span className="unseen" role="status">{spoken}</span>
      {all.length > 0 && (
        <DialogTrigger>
          <AriaButton className="status-work">
            {running.length > 0 && <span className="waiting-mark" aria-hidden="true" />}
            {running.length > 0 ? `${plural(running.length, 'work')} under way` : workSummary(ended)}
          </AriaButton>
          <Popover className="popover work-popover" placement="top start">
            <Dialog aria-label="Long works">
              <div className="bell-head"><h2>Long works</h2>{ended.length > 0 && <Button small look="plain" onPress={() => void clear.run({})}>Clear finished</Button>}</div>
              <ul className="work-list">
                {[...running, ...ended].map((work) => (
                  <li key={work.id}>
                    {work.state === 'running' ? (
                      <div className="work-row">
                        <Progress label={workTitle(work)} part={work.part} words={workFigures(work)} />
                        <IconButton small icon="close" look="plain" label={`Cancel: ${workTitle(work)}`} onPress={() => void cancel.run({ workId: work.id })} />
                      </div>
                    ) : (
                      <div className="row"><Pill tone={tones[work.state]}>{workStateWords(work)}</Pill><span className="grow clip">{workTitle(work)}</span><span className="muted"><Ago at={work.endedAt!} /></span></div>
                    )}
                    {work.state !== 'running' && <span className="muted">{workFigures(work)}</span>}
                    {work.error !== null && <span>{work.error.message}</span>}
                    {work.hint !== '' && <span className="muted">{work.hint}</span>}
                    {(work.kind === 'reading' || work.kind === 'replay') && <PackLink work={work} />}
                    {work.streamId !== null && <a href={`#/streams/${encodeURIComponent(work.streamId)}`}>Open the stream</a>}
                  </li>
                ))}
              </ul>
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
    </>
  );
}

/** To the pack that was read or replayed, where this window holds it. */
function PackLink({ work }: { work: Work }) {
  const pack = useSyncExternalStore(packDesk.subscribe, packDesk.get);
  const href = hrefOf({ page: 'evidence' });
  if (isOfPack(work, pack)) return <a href={href}>Open the pack</a>;
  return <span className="muted">Not open in this window. <a href={href}>Choose its file</a> to open it here.</span>;
}

function workSummary(ended: readonly Work[]): string {
  const troubled = ended.filter(({ state }) => state === 'failed' || state === 'stopped').length;
  return troubled > 0 ? `${plural(troubled, 'work')} failed or stopped` : `${plural(ended.length, 'work')} ended`;
}

/** The words of the work that ended last while the page was open. */
function useEndSpoken(all: readonly Work[]): string {
  const before = useRef(new Set<string>());
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const last = all.filter((work) => work.state !== 'running' && before.current.has(work.id));
    before.current = new Set(all.flatMap(({ id, state }) => (state === 'running' ? [id] : [])));
    if (last.length > 0) setSpoken(last.map(endWords).join(' '));
  }, [all]);
  return spoken;
}
