import { useState } from 'react';

/** What is written about one anomaly before its verdict, how it is written, and how it is let go once a verdict took it along. Another anomaly begins with nothing; what was written meanwhile stays. */
export function useNote(anomalyId: string | null): [string, (note: string) => void, () => void] {
  const [held, setHeld] = useState<{ of: string | null; note: string }>({ of: null, note: '' });
  const note = held.of === anomalyId ? held.note : '';
  return [note, (next) => setHeld({ of: anomalyId, note: next }), () => setHeld((before) => (before.of === anomalyId && before.note === note ? { of: null, note: '' } : before))];
}
