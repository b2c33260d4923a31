/** For tests: the detection worker, but it dies of a sample at a negative time. */
import { parentPort } from 'node:worker_threads';
import './detection-worker.ts';
import type { RequestMessage } from './protocol.ts';

parentPort!.on('message', ({ request }: RequestMessage) => {
  if (request.kind === 'advance' && request.samples.times[0]! < 0) process.exit(3);
});
