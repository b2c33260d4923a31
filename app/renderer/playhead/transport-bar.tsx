import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent } from 'react';
import type { Series } from '../../shared/domain/series.ts';
import type { ChartMark } from '../charts/plot/chart-marks.ts';
import { durationWords, momentWords } from '../charts/words.ts';
import type { Zone } from '../charts/words.ts';
import { useCommands } from '../commands/use-commands.tsx';
import { Button, IconButton, ToggleButton } from '../ui/button.tsx';
import { Pill } from '../ui/pill.tsx';
import { Select } from '../ui/select.tsx';
import { useIsWide } from '../ui/use-is-wide.ts';
import { usePreferences } from '../workbench/preferences.ts';
import { useWorkbench } from '../workbench/provider.tsx';
import { AnomalyStrip } from './anomaly-strip.tsx';
import { GoToMoment } from './go-to-moment.tsx';
import { changeSpeed, playbackKeys, playByKey } from './playback-keys.ts';
import { speeds } from './playhead.ts';
import type { PlayheadState } from './playhead.ts';
import type { PagePlayhead } from './playhead-page.tsx';
import { createSampleSteps, nextSample } from './step-sample.ts';
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

/** Below this width of the window, CSS pixels, the bar is folded: what is needed at every moment, and the rest behind one button. */
const unfoldedFrom = 700;
/** Places on the seek slider. */
const seekSteps = 10_000;

/** Play, pause, rewind, step, loop, seek and speed for all panels that follow the timeline. Capture and detection go on whatever is played here. */
export function TransportBar({ timeline, marks, series, zone, link = null, of }: TransportBarProps) {
  const { playhead, range } = timeline;
  const state = useSyncExternalStore(playhead.subscribe, playhead.get);
  const { canGoBack, canGoForward } = useSyncExternalStore(range.subscribe, range.get);
  const [spoken, setSpoken] = useState('');
  const folds = !useIsWide(unfoldedFrom);
  const [opened, setOpened] = useState(false);
  const workbench = useWorkbench();
  const steps = useMemo(() => createSampleSteps(playhead), [playhead]);
  const { stored, time, playing, backwards, speed, loop, loopRange, growing, mode } = state;

  const say = (words: string) => setSpoken(words);
  const sayMoment = () => { const at = playhead.get().time; if (at !== null) say(momentWords(Math.round(at), zone)); };
  const toggle = () => { if (playhead.get().playing) playhead.pause(); else playhead.play(); };
  const stepSample = (direction: -1 | 1) => steps((from) => nextSample(workbench, series, from, direction), (step) => {
    if (step === 'went') sayMoment();
    else say(step === 'failed' ? 'The sample could not be read.' : direction > 0 ? 'No sample after this one.' : 'No sample before this one.');
  });
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

  const anomalyBefore = <IconButton icon="anomaly-before" label="Anomaly before" shortcut="p" onPress={() => stepAnomaly(-1)} />;
  const anomalyNext = <IconButton icon="anomaly-next" label="Next anomaly" shortcut="n" onPress={() => stepAnomaly(1)} />;
  const rewind = <IconButton icon="rewind" label="Rewind" shortcut="Shift R" look={playing && backwards ? 'normal' : 'plain'} onPress={() => (playing && backwards ? playhead.pause() : playhead.rewind())} />;
  const hold = mode === 'live' && <IconButton icon="pause" label="Hold the live view" onPress={() => playhead.pause()} />;
  const goTo = <GoToMoment time={time} zone={zone} held={mode === 'rewound' && !playing} onGo={(at) => { playhead.seek(at); sayMoment(); return playhead.get().time; }} />;
  const jump = mode === 'rewound' && <Button small look="primary" onPress={() => playhead.jumpToEdge()}>{growing ? 'Jump to live' : 'Show all'}</Button>;
  const whatIsPlayed = of !== undefined && <span className="muted small clip">{of}</span>;
  const position = (
    <>
      {mode === 'live' && <Pill tone="good">Live</Pill>}
      {mode === 'whole' && <Pill tone="plain">Whole range</Pill>}
      {mode === 'rewound' && <Pill tone="info">{positionWords(state)}</Pill>}
    </>
  );
  const seek = (
    <div className="transport-seek">
      <AnomalyStrip marks={marks} stored={stored} loop={loop ? loopRange : null} />
      <input
        type="range" min={0} max={seekSteps} step={1} aria-label="Playhead" aria-valuetext={`${momentWords(time, zone)}, ${positionWords(state)}`}
        value={Math.round(((time - stored.from) / span) * seekSteps)} onChange={(event) => playhead.seek(stored.from + (Number(event.target.value) / seekSteps) * span)}
      />
    </div>
  );
  const choices = (
    <>
      <Select label="Speed" hideLabel small options={(speeds.includes(speed) ? speeds : [...speeds, speed].sort((a, b) => a - b)).map((one) => ({ id: String(one), label: `${one}×` }))} value={String(speed)} onChange={(next) => playhead.setSpeed(Number(next))} />
      <ToggleButton small isSelected={loop} onChange={setLoop}>Loop</ToggleButton>
      <IconButton small icon="undo" label="Range before" shortcut="t b" isDisabled={!canGoBack} onPress={() => range.back()} />
      <IconButton small icon="redo" label="Range after" shortcut="t f" isDisabled={!canGoForward} onPress={() => range.forward()} />
      {linkButton}
    </>
  );

  return (
    <div className={`transport-bar${folds ? ' transport-folds' : ''}`} role="group" aria-label="Replay" onKeyDown={onKeyDown}>
      <div className="transport-buttons">
        {!folds && <>{anomalyBefore}{rewind}</>}
        <IconButton icon="left" label="Sample before" shortcut="," onPress={() => stepSample(-1)} />
        <IconButton icon={playing ? 'pause' : 'play'} label={playing ? 'Pause' : mode === 'live' ? 'Play from the start' : 'Play'} shortcut="Space" look="normal" onPress={toggle} />
        {!folds && hold}
        <IconButton icon="right" label="Next sample" shortcut="." onPress={() => stepSample(1)} />
        {!folds && anomalyNext}
      </div>
      {folds ? (
        <>
          {goTo}
          <IconButton icon="more" label="More of the replay" aria-expanded={opened} onPress={() => setOpened(!opened)} />
          {seek}
          {jump !== false ? jump : <span className="transport-mode">{position}{hold}</span>}
          {opened && <div className="transport-choices">{rewind}{anomalyBefore}{anomalyNext}{choices}{jump !== false && position}{whatIsPlayed}</div>}
        </>
      ) : (
        <>
          {seek}
          {goTo}
          <div className="transport-choices">{choices}</div>
          <span className="transport-mode">{whatIsPlayed}{position}{jump}</span>
        </>
      )}
      <p className="unseen" aria-live="polite">{spoken}</p>
      <p className="unseen">{playbackKeys.map((one) => `${one.keys}: ${one.does}.`).join(' ')}</p>
    </div>
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
      if (target !== document.body && target.closest('[aria-roledescription=chart]') !== target) return;
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
