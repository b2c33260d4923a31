import { useSyncExternalStore } from 'react';
import type { KeyboardEvent } from 'react';
import type { ChartMark } from '../../charts/chart-marks.ts';
import { durationWords, momentWords } from '../../charts/words.ts';
import type { Zone } from '../../charts/words.ts';
import { Button, IconButton, ToggleButton } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { playbackKeys, playByKey } from './playback-keys.ts';
import { speeds } from './playhead.ts';
import type { PlayheadState } from './playhead.ts';
import type { Timeline } from './timelines.ts';
import './replay-bar.css';

export interface ReplayBarProps {
  timeline: Timeline;
  marks: readonly ChartMark[];
  zone: Zone;
}

/** Places on the seek slider. */
const seekSteps = 10_000;

/** Play, pause, step, seek and speed for all panels of a stream. Capture and detection go on whatever is played here. */
export function ReplayBar({ timeline, marks, zone }: ReplayBarProps) {
  const { playhead } = timeline;
  const state = useSyncExternalStore(playhead.subscribe, playhead.get);
  const { stored, time, playing, speed, loop, growing, mode } = state;
  if (stored === null || time === null) return <div className="replay-bar"><span className="muted">Replay begins with the first stored sample.</span></div>;
  const span = Math.max(stored.to - stored.from, 1);
  const step = span / 100;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const target = event.target as HTMLElement;
    // A button has Space to itself, the list of speeds its arrows.
    if (event.key === ' ' ? target.closest('button') !== null : target.closest('.select-button') !== null) return;
    if (!playByKey(playhead, event.key, { shift: event.shiftKey, alt: event.altKey })) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="replay-bar" role="group" aria-label="Replay" onKeyDown={onKeyDown} title={playbackKeys.map((one) => `${one.keys}: ${one.does}`).join('\n')}>
      <div className="replay-buttons">
        <IconButton icon="left" label="Step back" shortcut="←" onPress={() => playhead.step(-1, step)} />
        <IconButton icon={playing ? 'pause' : 'play'} label={playing ? 'Pause' : mode === 'live' ? 'Play from the start' : 'Play'} shortcut="Space" look="normal" onPress={() => (playing ? playhead.pause() : playhead.play())} />
        {mode === 'live' && <IconButton icon="pause" label="Hold the live view" onPress={() => playhead.pause()} />}
        <IconButton icon="right" label="Step on" shortcut="→" onPress={() => playhead.step(1, step)} />
      </div>
      <div className="replay-seek">
        <div className="replay-marks" aria-hidden="true">
          {marks.map((mark) => <i key={mark.id} className={`replay-mark replay-mark-${mark.severity}`} style={{ left: `${((mark.start - stored.from) / span) * 100}%`, width: `max(2px, ${((Math.min(mark.end, stored.to) - mark.start) / span) * 100}%)` }} />)}
        </div>
        <input
          type="range" min={0} max={seekSteps} step={1} aria-label="Playhead" aria-valuetext={`${momentWords(time, zone)}, ${positionWords(state)}`}
          value={Math.round(((time - stored.from) / span) * seekSteps)} onChange={(event) => playhead.seek(stored.from + (Number(event.target.value) / seekSteps) * span)}
        />
      </div>
      <output className="replay-time">{momentWords(Math.round(time), zone)}</output>
      <Select label="Speed" hideLabel small options={speeds.map((one) => ({ id: String(one), label: `${one}×` }))} value={String(speed)} onChange={(next) => playhead.setSpeed(Number(next))} />
      {!growing && <ToggleButton small isSelected={loop} onChange={(next) => playhead.setLoop(next)}>Loop</ToggleButton>}
      <span className="replay-mode">
        {mode === 'live' && <Pill tone="good">Live</Pill>}
        {mode === 'whole' && <Pill tone="plain">Whole range</Pill>}
        {mode === 'rewound' && <Pill tone="info">{positionWords(state)}</Pill>}
        {mode === 'rewound' && <Button small look="primary" onPress={() => playhead.jumpToEdge()}>{growing ? 'Jump to live' : 'Show all'}</Button>}
      </span>
    </div>
  );
}

function positionWords({ mode, time, stored, growing }: PlayheadState): string {
  if (mode !== 'rewound' || time === null || stored === null) return mode === 'live' ? 'live' : 'whole range';
  return growing ? `Rewound ${durationWords(Math.max(1, stored.to - time))}` : `${durationWords(Math.max(1, time - stored.from))} of ${durationWords(Math.max(1, stored.to - stored.from))}`;
}
