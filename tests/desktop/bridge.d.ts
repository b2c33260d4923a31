/** What the preload script gives the page; declared here too, since the screens are no part of this program. */
interface Window {
  anomalyforce?: { connect(onFrame: (bytes: Uint8Array) => void, onClose: () => void): Promise<void>; send(bytes: Uint8Array): void; onTold(listener: (pressed: unknown) => void): void; lead(url: string): void };
}
