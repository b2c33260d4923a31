import { describe, expect, it } from 'vitest';
import { createPlayhead } from './playhead.ts';

function playheadOver(stored: { from: number; to: number }, growing: boolean) {
  let wall = 5000;
  const playhead = createPlayhead(() => wall);
  playhead.setStored(stored, growing);
  return { playhead, pass: (ms: number) => { wall += ms; playhead.tick(); } };
}

describe('a playhead', () => {
  it('shows all of a finished stream at first, and plays from its start', () => {
    const { playhead, pass } = playheadOver({ from: 0, to: 10_000 }, false);
    expect(playhead.get()).toMatchObject({ mode: 'whole', playing: false });
    playhead.play();
    pass(400);
    expect(playhead.get()).toMatchObject({ mode: 'rewound', playing: true, time: 400 });
  });

  it('goes through event time at its speed, whatever the ticks', () => {
    const a = playheadOver({ from: 0, to: 1e9 }, false);
    const b = playheadOver({ from: 0, to: 1e9 }, false);
    for (const { playhead } of [a, b]) { playhead.setSpeed(100); playhead.play(); }
    for (let i = 0; i < 40; i++) a.pass(16);
    b.pass(640);
    expect(a.playhead.get().time).toBe(64_000);
    expect(b.playhead.get().time).toBe(64_000);
  });

  it('keeps what was played when the speed changes between two ticks', () => {
    let wall = 0;
    const playhead = createPlayhead(() => wall);
    playhead.setStored({ from: 0, to: 1e6 }, false);
    playhead.play();
    wall = 500;
    playhead.setSpeed(10);
    wall = 600;
    playhead.tick();
    expect(playhead.get().time).toBe(1500);
  });

  it('becomes live where it reaches the edge of a stream that goes on', () => {
    const { playhead, pass } = playheadOver({ from: 0, to: 1000 }, true);
    playhead.seek(900);
    playhead.play();
    pass(50);
    expect(playhead.get()).toMatchObject({ mode: 'rewound', time: 950 });
    pass(100);
    expect(playhead.get()).toMatchObject({ mode: 'live', playing: false, time: 1000 });
    playhead.setStored({ from: 0, to: 1300 }, true);
    expect(playhead.get()).toMatchObject({ mode: 'live', time: 1300 });
  });

  it('holds the live view on pause while the stored range grows, and jumps back', () => {
    const { playhead } = playheadOver({ from: 0, to: 1000 }, true);
    playhead.pause();
    playhead.setStored({ from: 0, to: 9000 }, true);
    expect(playhead.get()).toMatchObject({ mode: 'rewound', time: 1000, stored: { to: 9000 } });
    playhead.jumpToEdge();
    expect(playhead.get()).toMatchObject({ mode: 'live', time: 9000 });
  });

  it('stops at the end of a finished stream, or starts over when looping', () => {
    const { playhead, pass } = playheadOver({ from: 0, to: 300 }, false);
    playhead.play();
    pass(400);
    expect(playhead.get()).toMatchObject({ mode: 'rewound', time: 300, playing: false });
    playhead.setLoop(true);
    playhead.play();
    expect(playhead.get().time).toBe(0);
    pass(400);
    expect(playhead.get()).toMatchObject({ time: 0, playing: true });
  });

  it('loops over a stretch, also of a stream that goes on, forwards and backwards', () => {
    const { playhead, pass } = playheadOver({ from: 0, to: 10_000 }, true);
    playhead.seek(9000);
    playhead.setLoop(true, { from: 2000, to: 2500 });
    expect(playhead.get()).toMatchObject({ mode: 'rewound', time: 2000 });
    playhead.play();
    pass(400);
    expect(playhead.get().time).toBe(2400);
    pass(200);
    expect(playhead.get()).toMatchObject({ time: 2000, playing: true });
    playhead.rewind();
    expect(playhead.get()).toMatchObject({ time: 2500, backwards: true });
    pass(100);
    expect(playhead.get().time).toBe(2400);
    playhead.setStored({ from: 0, to: 20_000 }, true);
    expect(playhead.get()).toMatchObject({ time: 2400, stored: { to: 20_000 } });
    playhead.setLoop(false);
    playhead.jumpToEdge();
    expect(playhead.get()).toMatchObject({ mode: 'live', time: 20_000, backwards: false });
  });

  it('rewinds from where it is to the start and stops there', () => {
    const { playhead, pass } = playheadOver({ from: 0, to: 1000 }, false);
    playhead.rewind();
    pass(400);
    expect(playhead.get()).toMatchObject({ mode: 'rewound', time: 600, playing: true });
    pass(900);
    expect(playhead.get()).toMatchObject({ time: 0, playing: false });
    playhead.play();
    pass(100);
    expect(playhead.get()).toMatchObject({ time: 100, backwards: false });
  });

  it('steps and seeks inside what is stored, and stays there when the oldest is forgotten', () => {
    const { playhead } = playheadOver({ from: 0, to: 1000 }, false);
    playhead.step(-1, 100);
    expect(playhead.get()).toMatchObject({ mode: 'rewound', time: 900 });
    playhead.step(50, 100);
    expect(playhead.get().time).toBe(1000);
    playhead.seek(-5);
    expect(playhead.get().time).toBe(0);
    playhead.setStored({ from: 400, to: 1000 }, false);
    expect(playhead.get().time).toBe(400);
  });

  it('keeps its speed between 0.1 and 1000 and does not leap over a sleep', () => {
    const { playhead, pass } = playheadOver({ from: 0, to: 1e12 }, false);
    playhead.setSpeed(1e9);
    expect(playhead.get().speed).toBe(1000);
    playhead.setSpeed(0);
    expect(playhead.get().speed).toBe(0.1);
    playhead.setSpeed(1);
    playhead.play();
    pass(3_600_000);
    expect(playhead.get().time).toBe(1000);
  });

  it('does nothing before something is stored', () => {
    const playhead = createPlayhead(() => 0);
    playhead.play();
    playhead.seek(5);
    playhead.step(1, 100);
    playhead.tick();
    expect(playhead.get()).toMatchObject({ mode: 'live', time: null, playing: false });
  });
});
