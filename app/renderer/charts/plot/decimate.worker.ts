import { createPlotDesk } from './plot-desk.ts';
import { buffersOf } from './plot-protocol.ts';
import type { FromPlotWorker, ToPlotWorker } from './plot-protocol.ts';

// The page's own types are loaded here; this is the part of a worker's scope that is used.
const scope = self as unknown as {
  postMessage(message: FromPlotWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToPlotWorker>) => void) | null;
};

const desk = createPlotDesk((message) => {
  scope.postMessage(message, message.answers.flatMap((answer) => (answer === null ? [] : buffersOf(answer))));
});
scope.onmessage = (event) => desk.take(event.data);
