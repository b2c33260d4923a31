/** Tells listeners of things as they happen. A listener that throws does not keep the others from hearing. */
export interface Topic<T> {
  publish(value: T): void;
  /** The returned function ends it. */
  onChange(listener: (value: T) => void): () => void;
}

/** An empty topic; `onError` hears of listeners that threw. */
export function createTopic<T>(onError: (error: unknown) => void): Topic<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    publish(value) {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          onError(error);
        }
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
