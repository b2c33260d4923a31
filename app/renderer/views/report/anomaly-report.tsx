import { countWords } from '../../../shared/counts.ts';
import { inTellingOrder } from '../../../shared/domain/telling-order.ts';
import { numberWords, toldReading } from '../../../shared/number-words.ts';
import { durationWords, momentWords, type Zone } from '../../charts/words.ts';
import { percentWords } from '../../ui/figures.ts';
import { verdictWords, workStateWords } from '../anomalies/verdict-words.ts';
import { chartPaths } from '../../../shared/charts/chart-paths.ts';
import { isToldFromZero } from '../../../shared/charts/floor-at-zero.ts';
import { mostRecords, type ReportFacts } from './report-facts.ts';
import { reportStyle } from '../../../shared/report-style.ts';

/** Channels that are drawn, those that are told first. */
const mostDrawn = 8;
const box = { width: 720, height: 150 };
const axis = 18;
/** An anomaly of a single sample is shaded so wide, in units of the box. */
const leastShade = 5;

/** An anomaly as a document of its own: needs no server, loads nothing, and can be printed. Times are of `zone`. */
export function AnomalyReport({ facts, zone }: { facts: ReportFacts; zone: Zone }) {
  const { anomaly, stream, stretch, history, alike, records, madeAt, version } = facts;
  const moment = (at: number) => momentWords(at, zone);
  const zoneName = zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const evidence = inTellingOrder(anomaly).map((one) => ({ ...one, words: toldReading(one) }));
  const drawn = stretch === null ? [] : evidence.filter(({ channel }) => stretch.channels.includes(channel)).slice(0, mostDrawn);
  const title = `${anomaly.seriesName}: ${anomaly.shape}`;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width" />
        <title>{title}</title>
        <style>{reportStyle}</style>
      </head>
      <body>
        <header>
          <span className={`severity severity-${anomaly.severity}`}>{anomaly.severity} severity</span>
          <h1>{title}</h1>
          <p className="lead">{anomaly.explanation}</p>
          <p className="muted">{moment(anomaly.start)}{anomaly.end > anomaly.start && ` for ${durationWords(anomaly.end - anomaly.start)}`}{anomaly.open && ', still going on when this was written'}, in {stream.name}. All times are {zoneName}.</p>
        </header>
        <main>
          <section>
            <h2>Judgement</h2>
            <p><strong>{verdictWords(anomaly.verdict)}</strong>, {workStateWords(anomaly.workState).toLowerCase()}.</p>
            {history.length > 0 && <ol>{history.map((one) => <li key={one.id}>{one.workState !== null ? workStateWords(one.workState) : one.verdict === null ? 'Verdict taken back' : verdictWords(one.verdict)} <span className="muted">by {one.actor}, {moment(one.at)}, of model {one.modelVersion}</span>{one.comment !== '' && <><br />{one.comment}</>}</li>)}</ol>}
          </section>
          <section>
            <h2>What stands out</h2>
            {stretch === null && <p>The samples around this anomaly have expired; what was noted of its peak follows.</p>}
            {drawn.map(({ channel }) => <Chart key={channel} facts={facts} channel={channel} zone={zone} />)}
            {evidence.length > drawn.length && drawn.length > 0 && <p className="muted">{drawn.length} of {evidence.length} channels are drawn, those that stand out most.</p>}
            {drawn.length > 0 && <p className="muted">Dark: values; dashed: expected; grey: usual range; shaded: the anomaly.</p>}
            <div className="wide"><table>
              <thead><tr><th scope="col">Channel at the peak, {moment(anomaly.peakTime)}</th><th scope="col" className="end">Seen</th><th scope="col" className="end">Expected</th><th scope="col" className="end">Usual range</th><th scope="col" className="end">Share</th></tr></thead>
              <tbody>{evidence.map((one) => (
                <tr key={one.channel}><th scope="row">{one.words.name} <span className="muted">{stream.units.get(one.channel)}</span></th><td className="end">{one.words.observed}</td><td className="end">{one.words.expected}</td><td className="end">{one.words.band}</td><td className="end">{percentWords(one.share)}</td></tr>
              ))}</tbody>
            </table></div>
          </section>
          {alike.length > 0 && (
            <section>
              <h2>Earlier ones like it</h2>
              <ol>{alike.map(({ anomaly: earlier, likeness }) => <li key={earlier.id}>{earlier.seriesName}: {earlier.shape}, {moment(earlier.start)}, {percentWords(likeness)} alike: {verdictWords(earlier.verdict).toLowerCase()}</li>)}</ol>
            </section>
          )}
          <section>
            <h2>How it was found</h2>
            <dl>
              <dt>Score</dt><dd>{anomaly.score.toFixed(4)}, threshold {anomaly.threshold.toFixed(4)}</dd>
              <dt>Grade, confidence</dt><dd>{percentWords(anomaly.grade)}, {percentWords(anomaly.confidence)}</dd>
              <dt>Samples beyond it</dt><dd>{countWords(anomaly.sampleCount)}</dd>
              <dt>Detector</dt><dd>{anomaly.detector}, model {anomaly.modelVersion}</dd>
              <dt>Detected</dt><dd>{moment(anomaly.detectedAt)}</dd>
              <dt>Place in the log</dt><dd>partition {anomaly.partition}, offsets {anomaly.firstOffset} to {anomaly.lastOffset}</dd>
              <dt>Id</dt><dd><code>{anomaly.id}</code></dd>
            </dl>
          </section>
          {records !== null && (
            <section>
              <h2>Records behind it</h2>
              {records.length === mostRecords && <p className="muted">The first {mostRecords} are shown.</p>}
              {records.length === 0 ? <p>Retention has deleted them.</p> : (
                <div className="wide"><table>
                  <thead><tr><th scope="col">Event time</th><th scope="col">Partition · offset</th><th scope="col">Record</th></tr></thead>
                  <tbody>{records.map((one) => <tr key={`${one.partition}/${one.offset}`} className={one.eventTime !== null && one.eventTime >= anomaly.start && one.eventTime <= anomaly.end ? 'in-it' : undefined}><td>{one.eventTime === null ? '–' : moment(one.eventTime)}</td><td>{one.partition} · {one.offset}</td><td><code>{one.text}</code></td></tr>)}</tbody>
                </table></div>
              )}
            </section>
          )}
        </main>
        <footer><p className="muted">Written by AnomalyForce {version}, {moment(madeAt)}.</p></footer>
      </body>
    </html>
  );
}

/** A chart's edge, of which nobody needs six digits. */
function edgeWords(value: number): string {
  return Number.isFinite(value) ? numberWords(value, 4) : '–';
}

function Chart({ facts: { anomaly, stream, stretch, range }, channel, zone }: { facts: ReportFacts; channel: string; zone: Zone }) {
  const paths = chartPaths(stretch!, stretch!.channels.indexOf(channel), range, box, isToldFromZero([anomaly], channel));
  const unit = stream.units.get(channel) ?? '';
  const x = (at: number) => ((at - range.from) / (range.to - range.from)) * box.width;
  const [begin, end] = [x(anomaly.start), Math.max(x(anomaly.end), x(anomaly.start) + leastShade)];
  const words = `${channel} from ${momentWords(range.from, zone)} to ${momentWords(range.to, zone)}, between ${edgeWords(paths.low)} and ${edgeWords(paths.high)} ${unit}`;
  return (
    <figure>
      <figcaption>{channel} <span className="muted">{unit}</span></figcaption>
      <svg viewBox={`0 0 ${box.width} ${box.height + axis}`} role="img" aria-label={words}>
        <rect x={begin} y={0} width={end - begin} height={box.height} fill="#f6c9a0" fillOpacity={0.55} />
        <path d={paths.band} fill="#d9dde3" fillOpacity={0.8} />
        <path d={paths.expected} fill="none" stroke="#565d68" strokeWidth={1} strokeDasharray="4 3" />
        <path d={paths.values} fill="none" stroke="#123f75" strokeWidth={1.4} strokeLinejoin="round" />
        <rect x={0.5} y={0.5} width={box.width - 1} height={box.height - 1} fill="none" stroke="#c9ced6" />
        <text x={5} y={13}>{edgeWords(paths.high)}</text>
        <text x={5} y={box.height - 5}>{edgeWords(paths.low)}</text>
        <text x={0} y={box.height + 13}>{momentWords(range.from, zone)}</text>
        <text x={box.width} y={box.height + 13} textAnchor="end">{momentWords(range.to, zone)}</text>
      </svg>
    </figure>
  );
}
