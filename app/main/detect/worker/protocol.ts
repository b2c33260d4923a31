import type { SampleColumns, ScoreColumns } from '../../../shared/domain/samples.ts';
import type { WireError } from '../../../shared/errors/wire-error.ts';
import type { BackendReport } from './tensor-backend.ts';

/** What the detection service asks of its worker. Answers come in the order of the requests. */
export type WorkerRequest =
  | { kind: 'backend' }
  | { kind: 'open'; streamId: string; detector: string; channels: number; seed: number; learnRows?: number; state: Uint8Array | null }
  | { kind: 'advance'; streamId: string; samples: SampleColumns; mask: Uint8Array | null }
  | { kind: 'snapshot'; streamId: string }
  | { kind: 'close'; streamId: string };

/** What each request is answered with. */
export interface WorkerAnswers {
  backend: BackendReport;
  open: null;
  advance: ScoreColumns;
  snapshot: Uint8Array;
  close: null;
}

export type WorkerRequestKind = WorkerRequest['kind'];

/** To the worker: a request under a number. */
export interface RequestMessage {
  id: number;
  request: WorkerRequest;
}

/** To the worker: that it end, as soon as it is in no native code. To be killed while that loads would end the whole program. */
export const END = 'end';

/** Back: the result or the error of the request with that number. */
export type AnswerMessage = { id: number; result: WorkerAnswers[WorkerRequestKind] } | { id: number; error: WireError };

/** The buffers of columns, to be moved to the other thread instead of copied. */
export function buffersOf(columns: SampleColumns | ScoreColumns): ArrayBuffer[] {
  return Object.values(columns).flatMap((column: unknown) => (ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : []));
}
