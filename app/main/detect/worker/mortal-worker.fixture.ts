/** For tests: the detection worker, but it dies of a sample at a negative time. */
import { parentPort } from 'node:worker_threads';
import './detection-worker.ts';
import { END, type RequestMessage } from './protocol.ts';

parentPort!.on('message', (message: RequestMessage | typeof END) => {
  if (message !== END && message.request.kind === 'advance' && message.request.samples.times[0]! < 0) process.exit(3);
});
