/** How the name of an evidence pack ends. */
export const packEnding = '.afpack';

let dropped: File | null = null;
const listeners = new Set<() => void>();

/** The pack that was dropped on the window, for the page that opens packs: kept until that page takes another. */
export const droppedPack = {
  put(file: File | null): void {
    dropped = file;
    for (const listener of listeners) listener();
  },
  get: (): File | null => dropped,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
