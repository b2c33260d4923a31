import { Button } from '../../ui/button.tsx';
import { ErrorCard, Notice } from '../../ui/states.tsx';
import { useWorkbench } from '../../workbench/provider.tsx';
import { packDesk, type PackState } from './pack-desk.ts';

/** Replays an opened pack, and says whether the same comes out; what does not is listed. */
export function PackReplayPart({ pack: { view, replay, busy, error } }: { pack: PackState }) {
  const workbench = useWorkbench();
  const differing = replay?.anomalies.filter(({ outcome }) => outcome !== 'same') ?? [];
  const nameOf = (id: string) => {
    const found = view?.content?.anomalies.find((one) => one.id === id);
    return found === undefined ? id : `${found.seriesName}: ${found.shape}`;
  };
  return (
    <section aria-labelledby="replay" className="stack">
      <h2 id="replay">Replay</h2>
      <p className="muted">Puts the raw records through the detector of the pack again, beside the streams, and compares records, scores and anomalies. It goes on if you leave the page.</p>
      <div className="row"><Button icon="play" busy={busy !== null} busyWords="Replaying…" onPress={() => void packDesk.replay(workbench)}>Replay</Button></div>
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
