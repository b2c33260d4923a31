import { useEffect, useRef, useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { PackReplay } from '../../../shared/domain/evidence-pack.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCard, Notice } from '../../ui/states.tsx';
import { useWorkbench } from '../../workbench/provider.tsx';

/** Replays an opened pack, and says whether the same comes out; what does not is listed. */
export function PackReplayPart({ uploadId, passphrase, anomalies }: { uploadId: string; passphrase: string; anomalies: readonly Anomaly[] }) {
  const workbench = useWorkbench();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WorkbenchError | null>(null);
  const [replay, setReplay] = useState<PackReplay | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const run = async () => {
    const own = new AbortController();
    abort.current = own;
    setBusy(true);
    setError(null);
    try {
      setReplay(await workbench.call('packs.replay', { uploadId, passphrase }, { signal: own.signal }));
    } catch (thrown) {
      if (!own.signal.aborted) setError(asWorkbenchError(thrown));
    } finally {
      if (!own.signal.aborted) setBusy(false);
    }
  };
  const differing = replay?.anomalies.filter(({ outcome }) => outcome !== 'same') ?? [];
  const nameOf = (id: string) => {
    const found = anomalies.find((one) => one.id === id);
    return found === undefined ? id : `${found.seriesName}: ${found.shape}`;
  };
  return (
    <section aria-labelledby="replay" className="stack">
      <h2 id="replay">Replay</h2>
      <p className="muted">Puts the raw records through the detector of the pack again, beside the streams, and compares records, scores and anomalies.</p>
      <div className="row"><Button icon="play" busy={busy} busyWords="Replaying…" onPress={() => void run()}>Replay</Button></div>
      {error !== null && <ErrorCard error={error} />}
      {replay !== null && (
        <div className="stack" role="status">
          <Notice tone={replay.isSame ? 'info' : 'warn'} title={replay.isSame ? 'Yes: the same anomalies came out' : 'No: not everything came out as it was packed'}>{replay.words.map((sentence) => <p key={sentence}>{sentence}</p>)}</Notice>
          {differing.length > 0 && <ul>{differing.map(({ anomalyId, outcome, reason }) => <li key={anomalyId}><strong>{nameOf(anomalyId)}</strong>: {outcome}. {reason}</li>)}</ul>}
        </div>
      )}
    </section>
  );
}
