/**
 * What Electron main and the workbench process say to each other beside the frames (which main never reads).
 * Plain data, so that it travels over `utilityProcess` and over a pipe alike.
 */
export type ToWorkbench =
  | { type: 'open'; dataFolder: string; installFolder: string; samples: boolean; key: 'os' | 'passphrase'; passphrase?: string }
  | { type: 'answer'; id: number; bytes?: Uint8Array; error?: string }
  | { type: 'disconnected'; connection: number }
  | { type: 'quit' };

export type FromWorkbench =
  /** `frames`: the origin of Tableau views' pages; null: there are none. */
  | { type: 'opened'; frames: string | null }
  /** A page's connection was ended on this side; over a pipe, main ends it and answers with `disconnected`. */
  | { type: 'disconnected'; connection: number }
  /** Opening failed; main shows `message` and `hint`, and asks for the passphrase again where the code says so. */
  | { type: 'refused'; code: string; message: string; hint: string }
  /** The operating system's secret store is reached through main; answered by `answer` with the same id. */
  | { type: 'wrap' | 'unwrap'; id: number; bytes: Uint8Array }
  | { type: 'notify'; id: string; title: string; body: string; anomalyId: string | null; streamId: string | null };
