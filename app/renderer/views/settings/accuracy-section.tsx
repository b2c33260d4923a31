import { lazy, Suspense } from 'react';
import { Waiting } from '../../ui/states.tsx';

const AccuracyText = lazy(async () => ({ default: (await import('./accuracy-text.tsx')).AccuracyText }));

/** What was measured of the detectors on public data, beside others, with their blind spots: docs/accuracy.md as it was when this program was built. */
export function AccuracySection() {
  return (
    <Suspense fallback={<Waiting words="Reading the page…" />}>
      <AccuracyText />
    </Suspense>
  );
}
