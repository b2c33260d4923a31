import { memo, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import type { Series } from '../../shared/domain/series.ts';
import type { ChartMark } from '../charts/chart-marks.ts';
import { durationWords, momentWords } from '../charts/words.ts';
import type { Zone } from '../charts/words.ts';
import { useCommands } from '../commands/use-commands.tsx';
import { Button, IconButton, ToggleButton } from '../ui/button.tsx';
import { fromMomentInput, toMomentInput } from '../ui/moment-input.ts';
import { Pill } from '../ui/pill.tsx';
import { Select } from '../ui/select.tsx';
import { usePreferences } from '../workbench/preferences.ts';
import { useWorkbench } from '../workbench/provider.tsx';
import { changeSpeed, playbackKeys, playByKey } from './playback-keys.ts';
import { speeds } from './playhead.ts';
import type { PlayheadState } from './playhead.ts';
import type { PagePlayhead } from './playhead-page.tsx';
import { nextSample } from './step-sample.ts';
import type { Timeline } from './timelines.ts';
import './transport-bar.css';

export interface TransportBarProps {
  timeline: Timeline;
  /** Anomalies of what is played, in order of time: drawn on the strip and stepped over. */
  marks: readonly ChartMark[];
  /** Series whose samples are stepped over. */
  series: readonly Series[];
  zone: Zone;
  /** The page's link between panels, where it has several; else null. */
  link?: PagePlayhead | null;
  /** What is played where the panels are not linked. */
  of?: string;
}

/** Places on the seek slider. */
const seekSteps = 10_000;

/** Play, pause, rewind, step, loop, seek and speed for all panels that follow the timeline. Capture and detection go on whatever is played here. */
export function TransportBar({ timeline, marks, series, zone, link = null, of }: TransportBarProps) {
  const { playhead, range } = timeline;
  const state = useSyncExternalStore(playhead.subscribe, playhead.get);
  const { canGoBack, canGoForward } = useSyncExternalStore(range.subscribe, range.get);
  const [spoken, setSpoken] = useState('');
  const workbench = useWorkbench();
  const { stored, time, playing, backwards, speed, loop, loopRange, growing, mode } = state;

  const say = (words: string) => setSpoken(words);
  const sayMoment = () => { const at = playhead.get().time; if (at !== null) say(momentWords(Math.round(at), zone)); };
  const toggle = () => { if (playing) playhead.pause(); else playhead.play(); };
  const stepSample = (direction: -1 | 1) => {
    const from = playhead.get().time;
    if (from === null) return;
    playhead.pause();
    nextSample(workbench, series, from, direction).then(
      (found) => {
        if (found === null) return say(direction > 0 ? 'No sample after this one.' : 'No sample before this one.');
        playhead.seek(found);
        sayMoment();
      },
      () => say('The sample could not be read.'),
    );
  };
  const stepAnomaly = (direction: -1 | 1) => {
    if (time === null) return;
    const from = mode === 'rewound' ? time : direction > 0 ? -Infinity : Infinity;
    const found = direction > 0 ? marks.findIndex(({ start }) => start > from) : marks.findLastIndex(({ start }) => start < from);
    const mark = marks[found];
    if (mark === undefined) return say(direction > 0 ? 'No anomaly after this moment.' : 'No anomaly before this moment.');
    playhead.pause();
    playhead.seek(mark.start);
    range.setCursor(mark.start);
    say(`Anomaly ${found + 1} of ${marks.length}: ${mark.words}`);
  };
  const setLoop = (on: boolean) => {
    const inView = range.get().view.kind === 'fixed' || growing ? range.range() : null;
    playhead.setLoop(on, inView);
    say(on ? `Loops over ${inView === null ? 'all that is stored' : durationWords(inView.to - inView.from)}.` : 'Loops no longer.');
  };
  const speedBy = (by: -1 | 1) => { changeSpeed(playhead, by); say(`${playhead.get().speed}×`); };

  useSpace(toggle);
  useCommands([
    { id: 'play', category: 'Playhead', title: playing ? 'Pause' : 'Play', run: toggle },
    { id: 'play-back', category: 'Playhead', title: 'Rewind', keys: 'shift+r', run: () => playhead.rewind() },
    { id: 'play-sample-before', category: 'Playhead', title: 'The sample before', keys: ',', run: () => stepSample(-1) },
    { id: 'play-sample-next', category: 'Playhead', title: 'The next sample', keys: '.', run: () => stepSample(1) },
    { id: 'play-anomaly-before', category: 'Playhead', title: 'The anomaly before', keys: 'p', run: () => stepAnomaly(-1) },
    { id: 'play-anomaly-next', category: 'Playhead', title: 'The next anomaly', keys: 'n', run: () => stepAnomaly(1) },
    { id: 'play-slower', category: 'Playhead', title: 'Slower', keys: '-', run: () => speedBy(-1) },
    { id: 'play-faster', category: 'Playhead', title: 'Faster', keys: '+', run: () => speedBy(1) },
    { id: 'play-loop', category: 'Playhead', title: 'Loop over the range in view', keys: 'l', run: () => setLoop(!loop) },
    { id: 'play-edge', category: 'Playhead', title: growing ? 'Jump to live' : 'Show all', keys: 't l', run: () => playhead.jumpToEdge() },
    { id: 'range-back', category: 'Playhead', title: 'The range before', keys: 't b', run: () => range.back() },
    { id: 'range-forward', category: 'Playhead', title: 'The range after', keys: 't f', run: () => range.forward() },
    { id: 'range-all', category: 'Playhead', title: 'The whole range', keys: 't z', run: () => range.look({ kind: 'whole' }) },
  ]);

  const linkButton = link !== null && <ToggleButton small icon="link" isSelected={link.linked} onChange={link.setLinked}>{link.linked ? 'Linked' : 'Not linked'}</ToggleButton>;
  if (stored === null || time === null) return <div className="transport-bar">{linkButton}<span className="muted">Replay begins with the first stored sample.</span></div>;
  const span = Math.max(stored.to - stored.from, 1);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    // The list of speeds and the field of the moment have the arrows to themselves.
    if ((event.target as HTMLElement).closest('.select-button, .transport-go') !== null) return;
    if (event.key === ' ' && (event.target as HTMLElement).closest('button') === null) toggle();
    else if (!playByKey(playhead, event.key, { shift: event.shiftKey, alt: event.altKey })) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="transport-bar" role="group" aria-label="Replay" onKeyDown={onKeyDown}>
      <div className="transport-buttons">
        <IconButton icon="anomaly-before" label="Anomaly before" shortcut="p" onPress={() => stepAnomaly(-1)} />
        <IconButton icon="rewind" label="Rewind" shortcut="Shift R" look={playing && backwards ? 'normal' : 'plain'} onPress={() => (playing && backwards ? playhead.pause() : playhead.rewind())} />
        <IconButton icon="left" label="Sample before" shortcut="," onPress={() => stepSample(-1)} />
        <IconButton icon={playing ? 'pause' : 'play'} label={playing ? 'Pause' : mode === 'live' ? 'Play from the start' : 'Play'} shortcut="Space" look="normal" onPress={toggle} />
        {mode === 'live' && <IconButton icon="pause" label="Hold the live view" onPress={() => playhead.pause()} />}
        <IconButton icon="right" label="Next sample" shortcut="." onPress={() => stepSample(1)} />
        <IconButton icon="anomaly-next" label="Next anomaly" shortcut="n" onPress={() => stepAnomaly(1)} />
      </div>
      <div className="transport-seek">
        <div className="transport-strip" aria-hidden="true">
          {loop && loopRange !== null && <i className="transport-loop" style={{ left: `${((Math.max(loopRange.from, stored.from) - stored.from) / span) * 100}%`, width: `max(2px, ${((Math.min(loopRange.to, stored.to) - Math.max(loopRange.from, stored.from)) / span) * 100}%)` }} />}
          <StripMarks marks={marks} from={stored.from} to={stored.to} />
        </div>
        <input
          type="range" min={0} max={seekSteps} step={1} aria-label="Playhead" aria-valuetext={`${momentWords(time, zone)}, ${positionWords(state)}`}
          value={Math.round(((time - stored.from) / span) * seekSteps)} onChange={(event) => playhead.seek(stored.from + (Number(event.target.value) / seekSteps) * span)}
        />
      </div>
      <GoTo time={time} zone={zone} held={mode === 'rewound' && !playing} onGo={(at) => { playhead.seek(at); sayMoment(); }} />
      <div className="transport-choices">
        <Select label="Speed" hideLabel small options={(speeds.includes(speed) ? speeds : [...speeds, speed].sort((a, b) => a - b)).map((one) => ({ id: String(one), label: `${one}×` }))} value={String(speed)} onChange={(next) => playhead.setSpeed(Number(next))} />
        <ToggleButton small isSelected={loop} onChange={setLoop}>Loop</ToggleButton>
        <IconButton small icon="undo" label="Range before" shortcut="t b" isDisabled={!canGoBack} onPress={() => range.back()} />
        <IconButton small icon="redo" label="Range after" shortcut="t f" isDisabled={!canGoForward} onPress={() => range.forward()} />
        {linkButton}
      </div>
      <span className="transport-mode">
        {of !== undefined && <span className="muted small clip">{of}</span>}
        {mode === 'live' && <Pill tone="good">Live</Pill>}
        {mode === 'whole' && <Pill tone="plain">Whole range</Pill>}
        {mode === 'rewound' && <Pill tone="info">{positionWords(state)}</Pill>}
        {mode === 'rewound' && <Button small look="primary" onPress={() => playhead.jumpToEdge()}>{growing ? 'Jump to live' : 'Show all'}</Button>}
      </span>
      <p className="unseen" aria-live="polite">{spoken}</p>
      <p className="unseen">{playbackKeys.map((one) => `${one.keys}: ${one.does}.`).join(' ')}</p>
    </div>
  );
}

/** Where the anomalies lie; drawn anew only with them, not with each frame of play. */
const StripMarks = memo(function StripMarks({ marks, from, to }: { marks: readonly ChartMark[]; from: number; to: number }) {
  const span = Math.max(to - from, 1);
  return marks.filter(({ start, end }) => end >= from && start <= to).map((mark) => <i key={mark.id} className={`transport-mark transport-mark-${mark.severity}`} style={{ left: `${((Math.max(mark.start, from) - from) / span) * 100}%`, width: `max(2px, ${((Math.min(mark.end, to) - Math.max(mark.start, from)) / span) * 100}%)` }} />);
});

/** The moment of the playhead, as a field: a moment that is typed is gone to with Enter or on leaving the field. */
function GoTo({ time, zone, held, onGo }: { time: number; zone: Zone; held: boolean; onGo(time: number): void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = toMomentInput(new Date(Math.round(time)).toISOString(), zone);
  const go = () => {
    const at = draft === null ? NaN : Date.parse(fromMomentInput(draft, zone));
    setDraft(null);
    if (!Number.isNaN(at)) onGo(at);
  };
  const submit = (event: FormEvent) => { event.preventDefault(); go(); };
  return (
    <form className="transport-go" onSubmit={submit}>
      <input type="datetime-local" step={1} aria-label={`Go to a moment, ${zone === 'utc' ? 'UTC' : 'local time'}`} value={draft ?? shown} onChange={(event) => setDraft(event.target.value)} onBlur={go} />
      {held && Math.round(time) % 1000 !== 0 && <output className="muted small">{`.${String(Math.round(time) % 1000).padStart(3, '0')} s`}</output>}
    </form>
  );
}

/** Space plays and pauses from the page itself and from a chart; everywhere else it belongs to what has the focus. */
function useSpace(toggle: () => void): void {
  const { singleKeyShortcuts } = usePreferences();
  const latest = useRef(toggle);
  useEffect(() => { latest.current = toggle; });
  useEffect(() => {
    if (!singleKeyShortcuts) return;
    const listen = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== ' ' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (target !== document.body && target.closest('.time-chart-frame') !== target) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [singleKeyShortcuts]);
}

function positionWords({ mode, time, stored, growing }: PlayheadState): string {
  if (mode !== 'rewound' || time === null || stored === null) return mode === 'live' ? 'live' : 'whole range';
  return growing ? `${durationWords(Math.max(1, stored.to - time))} behind live` : `${durationWords(Math.max(1, time - stored.from))} of ${durationWords(Math.max(1, stored.to - stored.from))}`;
}
