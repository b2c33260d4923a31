// @ts-expect-error kafkajs tells no types of its parts
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** As far as it matters here: the requests of one connection. */
interface Queue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * Lets kafkajs' connections rest: with no request waiting, 2.2.4 looks for one every millisecond all the same, by timers that were due in 1970, which Node 24 warns of on standard error. What waits is looked for as before.
 * Source: https://github.com/tulios/kafkajs/issues/1704 and 1751; its last release is of 2023.
 */
export function letIdleQueuesRest(): void {
  const queue = (RequestQueue as { prototype: Queue }).prototype;
  const look = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function (this: Queue) {
    if (this.pending.length > 0) look.call(this);
  };
}
