/**
 * The detection worker: the one thread that loads TensorFlow. Holds an open detector per stream and answers requests one after the other.
 * An error is an answer, not a death; a stream whose `advance` failed is closed, for its state may be half moved on.
 */
import { parentPort } from 'node:worker_threads';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { findDetector } from '../detector-registry.ts';
import type { Detector } from '../detector.ts';
import { buffersOf, END, type AnswerMessage, type RequestMessage, type WorkerAnswers, type WorkerRequest, type WorkerRequestKind } from './protocol.ts';
import { openTensorBackend } from './tensor-backend.ts';

const port = parentPort!;
const detectors = new Map<string, Detector>();
let turn: Promise<void> = Promise.resolve();

port.on('message', (message: RequestMessage | typeof END) => {
  if (message === END) process.exit();
  const { id, request } = message;
  turn = turn.then(async () => {
    try {
      const result = await answer(request);
      post({ id, result }, request.kind === 'advance' ? buffersOf(result as WorkerAnswers['advance']) : []);
    } catch (error) {
      if (request.kind === 'advance') closeStream(request.streamId);
      post({ id, error: toWireError(error) }, []);
    }
  });
});

async function answer(request: WorkerRequest): Promise<WorkerAnswers[WorkerRequestKind]> {
  switch (request.kind) {
    case 'backend': {
      const { backend, version, reason } = await openTensorBackend();
      return { backend, version, reason };
    }
    case 'open': {
      closeStream(request.streamId);
      const detector = await findDetector(request.detector).create(request);
      try {
        if (request.state !== null) detector.load(request.state);
      } catch (error) {
        detector.dispose();
        throw error;
      }
      detectors.set(request.streamId, detector);
      return null;
    }
    case 'advance':
      return openDetector(request.streamId).advance(request.samples, request.mask ?? undefined);
    case 'snapshot':
      return openDetector(request.streamId).save();
    case 'close':
      closeStream(request.streamId);
      return null;
  }
}

function openDetector(streamId: string): Detector {
  const detector = detectors.get(streamId);
  if (detector === undefined) throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', `Detection of the stream ${streamId} is not open.`);
  return detector;
}

function closeStream(streamId: string): void {
  detectors.get(streamId)?.dispose();
  detectors.delete(streamId);
}

function post(message: AnswerMessage, transfer: ArrayBuffer[]): void {
  port.postMessage(message, transfer);
}
