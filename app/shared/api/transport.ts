import type { Frame } from './frames.ts';

/** Carries frames both ways, in order. Frames hold plain data and typed arrays, nothing else. */
export interface Transport {
  send(frame: Frame): void;
  /** One listener; frames that come before it is set wait for it. */
  onFrame(listener: (frame: Frame) => void): void;
  /** Called once when the other side is gone. */
  onClose(listener: () => void): void;
  close(): void;
}
