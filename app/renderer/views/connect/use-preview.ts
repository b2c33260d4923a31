import { useCallback, useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../../shared/api/contract.ts';
import type { Preview } from '../../../shared/api/views.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { useWorkbench } from '../../workbench/provider.tsx';

export interface PreviewState {
  /** The last sample that was read; null before the first. */
  preview: Preview | null;
  reading: boolean;
  /** Why the last reading failed; the sample before stays. */
  error: WorkbenchError | null;
}

/** Samples of a source. A reading that is overtaken by another, or whose page is left, is cancelled. */
export function usePreview(): PreviewState & { read(request: InputOf<'streams.preview'>): Promise<Preview | null>; cancel(): void; forget(): void; forgive(): void } {
  const workbench = useWorkbench();
  const [held, setHeld] = useState<PreviewState>({ preview: null, reading: false, error: null });
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);

  const read = useCallback(async (request: InputOf<'streams.preview'>): Promise<Preview | null> => {
    under.current?.abort();
    const own = (under.current = new AbortController());
    setHeld((before) => ({ ...before, reading: true, error: null }));
    try {
      const preview = await workbench.call('streams.preview', request, { signal: own.signal });
      if (own.signal.aborted) return null;
      setHeld({ preview, reading: false, error: null });
      return preview;
    } catch (thrown) {
      if (!own.signal.aborted) setHeld((before) => ({ ...before, reading: false, error: asWorkbenchError(thrown) }));
      return null;
    }
  }, [workbench]);
  const cancel = useCallback(() => {
    under.current?.abort();
    setHeld((before) => ({ ...before, reading: false }));
  }, []);
  const forget = useCallback(() => {
    under.current?.abort();
    setHeld({ preview: null, reading: false, error: null });
  }, []);
  /** Drops the error, once what it is about is being changed. */
  const forgive = useCallback(() => setHeld((before) => (before.error === null ? before : { ...before, error: null })), []);
  return { ...held, read, cancel, forget, forgive };
}
