import type { MomentKind, MomentView } from '../../../shared/domain/moment.ts';
import { toldReading } from '../../../shared/number-words.ts';
import { IconButton } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Shown } from '../../ui/states.tsx';
import type { Loaded } from '../../workbench/loaded.ts';

const titles: Record<MomentKind, string> = { anomaly: 'Why here?', below: 'Why not here?', 'held-back': 'Why not here?', 'warm-up': 'Why not here?', silent: 'Why not here?', before: 'Why not here?', after: 'Why not yet?' };

/** Why something was told of a moment, or why nothing was: words first, then what each channel showed. */
export function MomentPanel({ found, units, onClose }: { found: Loaded<MomentView>; units: ReadonlyMap<string, string>; onClose(): void }) {
  const isOfBefore = found.state === 'ready' && found.stale; // the answer about the moment that was looked at last
  return (
    <section className={`moment-panel${isOfBefore ? ' stale' : ''}`} aria-busy={isOfBefore} aria-label="Why, or why not">
      <Shown of={found} waiting="Looking at that moment…">
        {({ kind, time, answer, details, channels, anomalyId }) => (
          <>
            <header className="row"><h2 className="grow">{titles[kind]} <span className="muted small"><Moment at={time} /></span></h2><IconButton icon="close" label="Close" onPress={onClose} /></header>
            <div role="status">
              <p className="strong">{answer}</p>
              {details.filter((one) => one !== '').map((one) => <p key={one}>{one}</p>)}
            </div>
            {anomalyId !== null && <p><a href={`#/anomalies/${anomalyId}`}>Open the anomaly</a></p>}
            {channels.length > 0 && (
              <div className="table-frame">
                <table className="table evidence" aria-label="Channels at that moment">
                  <thead><tr><th scope="col">Channel</th><th scope="col" className="end">Seen</th><th scope="col" className="end">Expected</th><th scope="col" className="end">Usual range</th></tr></thead>
                  <tbody>{channels.map((one) => ({ one, words: toldReading(one) })).map(({ one, words }) => (
                    <tr key={one.channel}>
                      <th scope="row">{words.name} <span className="muted small">{units.get(one.channel)}</span></th>
                      <td className="end strong">{words.observed}</td>
                      <td className="end">{words.expected}</td>
                      <td className="end muted nowrap">{words.band}</td>
                    </tr>
                  ))}</tbody>
                </table>
              </div>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

/** On a narrow screen it stands below the chart. */
const intoSight = (found: HTMLElement | null) => found?.scrollIntoView({ block: 'nearest' });

/** An address that asks for a moment that is none. */
export function NoMoment({ text, onClose }: { text: string; onClose(): void }) {
  return (
    <section className="moment-panel" aria-label="Why, or why not" ref={intoSight}>
      <header className="row"><h2 className="grow">Why not when?</h2><IconButton icon="close" label="Close" onPress={onClose} /></header>
      <div role="status">
        <p className="strong">“{text.slice(0, 60)}” is no moment.</p>
        <p>Press on the chart at the moment that you mean, or bring its cursor there and press w.</p>
      </div>
    </section>
  );
}
