import { useState } from 'react';

/** What is written about one anomaly before its verdict. Another anomaly begins with nothing; emptying one that was left does not touch the next. */
export function useNote(anomalyId: string | null): [string, (note: string) => void] {
  const [held, setHeld] = useState<{ of: string | null; note: string }>({ of: null, note: '' });
  return [held.of === anomalyId ? held.note : '', (note) => setHeld((before) => (note === '' && before.of !== anomalyId ? before : { of: anomalyId, note }))];
}
