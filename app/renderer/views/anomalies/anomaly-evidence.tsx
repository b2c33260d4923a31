import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { inTellingOrder } from '../../../shared/domain/telling-order.ts';
import { toldReading } from '../../../shared/number-words.ts';
import { percentWords } from '../../ui/figures.ts';

/** Channel by channel: what was seen, what was expected, and how much of the score it carries; in the order in which its words tell them. */
export function AnomalyEvidence({ anomaly, units }: { anomaly: Anomaly; units: ReadonlyMap<string, string> }) {
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">What stands out</h2>
      <div className="table-frame">
        <table className="table evidence" aria-label="Channels at the peak">
          <thead><tr><th scope="col">Channel</th><th scope="col" className="end">Seen</th><th scope="col" className="end">Expected</th><th scope="col" className="end">Usual range</th><th scope="col">Share</th></tr></thead>
          <tbody>
            {inTellingOrder(anomaly).map((one) => ({ one, words: toldReading(one) })).map(({ one, words }) => (
              <tr key={one.channel}>
                <th scope="row">{words.name} <span className="muted small">{units.get(one.channel)}</span></th>
                <td className="end strong">{words.observed}</td>
                <td className="end">{words.expected}</td>
                <td className="end muted nowrap">{words.band}</td>
                <td><span className="share"><span className="share-track" aria-hidden="true"><span className="share-fill" style={{ width: `${Math.round(one.share * 100)}%` }} /></span><span className="number">{percentWords(one.share)}</span></span></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
