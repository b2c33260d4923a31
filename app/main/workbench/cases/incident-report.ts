import { plural } from '../../../shared/counts.ts';
import { chartPaths } from '../../../shared/charts/chart-paths.ts';
import { isToldFromZero } from '../../../shared/charts/floor-at-zero.ts';
import { incidentActWords } from '../../../shared/incident-act-words.ts';
import { notesOf } from '../../../shared/domain/notes-of.ts';
import { chartBox, type ReportBlock, type ReportDocument } from '../../report/report-document.ts';
import type { IncidentFacts, Picture } from '../incidents/incident-facts.ts';
import { numberWords } from '../../../shared/number-words.ts';
import { judgedWords, lasting, momentIn, percent, sharesOf, togetherness } from './report-words.ts';
import { verdictTitles } from '../../../shared/domain/feedback.ts';

/** Rows of a table at most; the report says how many there are. */
const mostRows = 300;
/** An anomaly of a single sample is shaded so wide, in units of the chart. */
const leastShade = 4;

/** A report of an incident: what happened, in pictures and figures, what was said and done about it, and what found it. Times are of `zone`. */
export function incidentReport(facts: IncidentFacts, zone: string): ReportDocument {
  const { incident, stream, members, pictures, seriesCount, pins, movements, alike, linked, version, madeAt } = facts;
  const moment = momentIn(zone);
  const first = members.find(({ seriesId }) => seriesId === incident.firstMover);
  const drawn = pictures.map((picture) => draw(picture, moment));
  const seriesDrawn = new Set(pictures.map(({ seriesName }) => seriesName)).size;
  return {
    title: incident.title,
    severity: incident.severity,
    lead: first === undefined ? 'Its anomalies have expired: retention has deleted them.' : `${seriesCount > 1 ? `${first.seriesName} moved first` : first.seriesName}: ${first.explanation}`,
    foot: `Written by AnomalyForce ${version}, ${moment(madeAt)} ${zone}.`,
    blocks: [
      { kind: 'facts', rows: [
        ['State', `${incident.state}${incident.ongoing ? ', going on' : ''}`], ['Owner', incident.owner ?? 'nobody so far'], ...(incident.tags.length > 0 ? [['Tags', incident.tags.join(', ')] as const] : []),
        ['Stream', `${stream.name}, ${stream.source.kind === 'kafka' ? `topic ${stream.source.topic}` : `${stream.source.format} file`}`], ['Began', moment(incident.start)], [incident.ongoing ? 'Newest so far' : 'Ended', moment(incident.end)], ['Lasted', lasting(incident)],
        ['Holds', `${plural(incident.anomalyCount, 'anomaly', 'anomalies')} in ${plural(incident.seriesCount, 'series', 'series')}`], ['Times', `all are ${zone}, as events happened unless said otherwise`],
      ] },
      ...(linked.length > 0 ? [{ kind: 'text', text: `Linked with ${linked.map(({ title }) => title).join('; ')}.` } as const] : []),
      heading('What happened'),
      ...(drawn.length === 0 ? [] : [{ kind: 'text', text: 'Dark: values; dashed: expected; grey: usual range; shaded: anomalies.', muted: true } as const]),
      ...drawn,
      ...(seriesCount > seriesDrawn ? [{ kind: 'text', text: `${seriesDrawn} of ${plural(seriesCount, 'series', 'series')} are drawn, those that began first.`, muted: true } as const] : []),
      ...table('Anomalies', ['Series', 'Shape', 'Began', 'Lasted', 'Severity', 'Score', 'Channels at the peak', 'Verdict'], members.map((one) => [one.seriesName, one.shape, moment(one.start), lasting(one), one.severity, `${one.score.toFixed(3)} of ${one.threshold.toFixed(3)}`, sharesOf(one), one.verdict === null ? 'not judged' : verdictTitles[one.verdict]])),
      ...table('What moved with it', ['Series', 'Channel', 'Usual deviations', 'With the first mover', 'Anomalies'], movements.movements.map((one) => [one.seriesName, `${one.isGrowth ? 'growth of ' : ''}${one.channel}`, `${one.distance < 0 ? '−' : '+'}${numberWords(Math.abs(one.distance), 3)}`, one.seriesId === incident.firstMover ? 'moved first' : togetherness(one), String(one.anomalyCount)])),
      ...table('Earlier ones like it', ['Incident', 'Began', 'Alike', 'Verdicts'], alike.map((one) => [one.incident.title, moment(one.incident.start), percent(one.likeness), one.verdicts.map(({ verdict, count }) => `${verdict === 'none' ? 'not judged' : verdictTitles[verdict]} ${count}`).join(', ')])),
      ...notes(facts, moment),
      ...(pins.length > 0 ? [heading('Pinned charts')] : []),
      ...pins.flatMap(({ pin, picture, streamName }): ReportBlock[] => [...(pin.caption === '' ? [] : [{ kind: 'text', text: pin.caption } as const]), draw(picture, moment), { kind: 'text', text: `Pinned by ${pin.actor}, ${moment(pin.at)}${streamName === null || streamName === stream.name ? '' : `; of the stream ${streamName}`}.`, muted: true }]),
      ...table('Judgements', ['Anomaly', 'Judged', 'By', 'When', 'Comment'], facts.feedback.map((one) => [nameOf(facts, one.anomalyId), judgedWords(one), one.actor, moment(one.at), one.comment])),
      ...table('History', ['What', 'By', 'When'], facts.acts.map((act) => [incidentActWords(act), act.actor, moment(act.at)])),
      heading('How it was found'),
      { kind: 'facts', rows: [
        ...facts.models.flatMap(({ detector, modelVersion, files }): [string, string][] => [['Detector', `${detector}, model ${modelVersion}`], ...(Object.keys(files).length === 0 ? [['Model files', 'none: it learned from this stream alone'] as [string, string]] : Object.entries(files).map(([file, hash]): [string, string] => [`SHA-256 of ${file}`, hash]))]),
        ['Sensitivity', `${stream.detector.sensitivity}${stream.detector.budget === undefined ? '' : ', with an alert budget'}`], ['Computed with', facts.backend], ['Incident', incident.id],
      ] },
    ],
  };
}

function heading(text: string): ReportBlock {
  return { kind: 'heading', text };
}

/** Nothing where there are no rows. */
function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): ReportBlock[] {
  if (rows.length === 0) return [];
  return [heading(title), { kind: 'table', head, rows: rows.slice(0, mostRows) }, ...(rows.length > mostRows ? [{ kind: 'text', text: `The first ${mostRows} of ${rows.length.toLocaleString('en-US')} are shown.`, muted: true } as const] : [])];
}

function notes({ acts }: IncidentFacts, moment: (time: number) => string): ReportBlock[] {
  const all = notesOf(acts);
  return all.length === 0 ? [] : [heading('Notes'), ...all.map(({ first, last, earlier }): ReportBlock => ({ kind: 'note', head: `${last.actor}, ${moment(first.at)}${earlier.length > 0 ? `, changed ${moment(last.at)}` : ''}`, text: last.text }))];
}

function nameOf({ members }: IncidentFacts, anomalyId: string): string {
  const found = members.find(({ id }) => id === anomalyId);
  return found === undefined ? anomalyId : `${found.seriesName}: ${found.shape}`;
}

function draw({ seriesName, channel, unit, range, stretch, anomalies }: Picture, moment: (time: number) => string): ReportBlock {
  const title = `${seriesName}, ${channel}`;
  if (stretch === null) return { kind: 'text', text: `${title}: its samples have expired, or the series is gone.` };
  const paths = chartPaths(stretch, stretch.channels.indexOf(channel), range, chartBox, isToldFromZero(anomalies, channel));
  const x = (time: number) => Math.min(1, Math.max(0, (time - range.from) / (range.to - range.from))) * chartBox.width;
  const edge = (value: number) => (Number.isFinite(value) ? numberWords(value, 4) : '–');
  const [from, to, high, low] = [moment(range.from), moment(range.to), edge(paths.high), edge(paths.low)];
  return {
    kind: 'chart', title, unit, paths, edges: { high, low, from, to },
    words: `${title} from ${from} to ${to}, between ${low} and ${high} ${unit}, ${plural(anomalies.length, 'anomaly', 'anomalies')}`,
    marks: anomalies.filter(({ start, end }) => end >= range.from && start <= range.to).map(({ start, end, severity }) => ({ x: x(start), width: Math.max(leastShade, x(end) - x(start)), severity })),
  };
}
