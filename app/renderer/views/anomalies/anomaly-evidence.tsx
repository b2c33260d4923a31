import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { numberWords } from '../../charts/words.ts';
import { percentWords } from '../../ui/figures.ts';

/** Channel by channel: what was seen, what was expected, and how much of the score it carries; the greatest share first. */
export function AnomalyEvidence({ anomaly, units }: { anomaly: Anomaly; units: ReadonlyMap<string, string> }) {
  const evidence = [...anomaly.evidence].sort((a, b) => b.share - a.share);
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">What stands out</h2>
      <div className="table-frame">
        <table className="table evidence" aria-label="Channels at the peak">
          <thead><tr><th scope="col">Channel</th><th scope="col" className="end">Seen</th><th scope="col" className="end">Expected</th><th scope="col" className="end">Usual range</th><th scope="col">Share</th></tr></thead>
          <tbody>
            {evidence.map((one) => (
              <tr key={one.channel}>
                <th scope="row">{one.channel} <span className="muted small">{units.get(one.channel)}</span></th>
                <td className="end strong">{numberWords(one.observed)}</td>
                <td className="end">{numberWords(one.expected)}</td>
                <td className="end muted nowrap">{one.low === null || one.high === null ? '–' : `${numberWords(one.low)} to ${numberWords(one.high)}`}</td>
                <td><span className="share"><span className="share-track" aria-hidden="true"><span className="share-fill" style={{ width: `${Math.round(one.share * 100)}%` }} /></span><span className="number">{percentWords(one.share)}</span></span></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
