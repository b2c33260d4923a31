import type { Page } from '@playwright/test';

/** Calls of a page that wait on their way to the workbench. */
export interface HeldCalls {
  /** From now on calls of this method wait; what comes of them comes late. */
  hold(method: string): void;
  /** Those that wait go on, in their order. */
  letGo(): void;
}

/** Puts itself between a page and its workbench; the page is loaded again, since its socket is to be another one. */
export async function heldCalls(page: Page): Promise<HeldCalls> {
  let method: string | null = null;
  let waiting: (() => void)[] = [];
  await page.routeWebSocket(/\/api$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (method !== null && Buffer.from(message).includes(method)) waiting.push(() => server.send(message));
      else server.send(message);
    });
  });
  await page.reload();
  await page.getByText('Connected').waitFor();
  return {
    hold: (wanted) => { method = wanted; },
    letGo() {
      method = null;
      const all = waiting;
      waiting = [];
      for (const send of all) send();
    },
  };
}

/** Makes a page as good as busy from when it first asks `method` on: what the workbench says then is heard, all of it in one turn, when the returned function is called. The page is loaded again. */
export async function busyOnceItAsks(page: Page, method: string): Promise<() => Promise<void>> {
  await page.addInitScript((wanted) => {
    let isBusy = false;
    let wasBusy = false;
    let late: (() => void)[] = [];
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function sendAndSee(data) {
      if (!wasBusy && new TextDecoder().decode(data as Uint8Array).includes(wanted)) isBusy = wasBusy = true;
      send.call(this, data);
    };
    const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage')!;
    Object.defineProperty(WebSocket.prototype, 'onmessage', {
      ...own,
      set(listener: (event: MessageEvent) => void) {
        own.set!.call(this, (event: MessageEvent) => { if (isBusy) late.push(() => listener(event)); else listener(event); });
      },
    });
    (window as { hearAll?: () => void }).hearAll = () => {
      isBusy = false;
      for (const hear of late) hear();
      late = [];
    };
  }, method);
  await page.reload();
  await page.getByText('Connected').waitFor();
  return () => page.evaluate(() => (window as { hearAll?: () => void }).hearAll!());
}
