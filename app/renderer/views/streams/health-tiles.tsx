import { useState } from 'react';
import type { ReactNode } from 'react';
import { durationWords } from '../../charts/words.ts';
import { hrefOf } from '../../routes/route.ts';
import { countWords, plural } from '../../../shared/counts.ts';
import { percentWords, rateWords } from '../../ui/figures.ts';
import { Ago, Moment, useNow } from '../../ui/moment.tsx';
import { Progress } from '../../ui/states.tsx';
import { ageWords, rateOf, stateWords, watermarkAge } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';
import { timeLeft } from './time-left.ts';

/** How a stream goes, as figures; each says what it is, and stands out where it needs a look. */
export function HealthTiles({ row, stale }: { row: StreamRow; stale: boolean }) {
  const { stream, health } = row;
  const now = useNow(1000);
  const live = stream.source.kind === 'kafka';
  const age = watermarkAge(row, now);
  const [begun] = useState({ at: now, progress: health.progress });
  const left = begun.progress === null || health.progress === null ? null : timeLeft(begun.progress, health.progress, now - begun.at);
  const reading = health.progress !== null && health.progress < 1 && health.state !== 'finished';
  return (
    <section className={`health${stale ? ' stale' : ''}`} aria-label={`How ${stream.name} goes`}>
      <dl className="health-tiles">
        <Tile title="Rate" note={stateWords(row).meaning}>{rateWords(rateOf(health))}</Tile>
        <Tile title="Records" note="Since the stream was made">{countWords(health.recordCount)}</Tile>
        {live && <Tile title="Lag" note="Records behind the topic's end, over all partitions">{health.lag === null ? 'not known' : countWords(health.lag)}</Tile>}
        <Tile title={live ? 'Watermark age' : 'Watermark'} note={live ? 'How far the event time that is held complete is behind the clock' : 'Event time that is held complete'}>{health.watermark === null ? 'none yet' : age === null ? <Moment at={health.watermark} /> : ageWords(age)}</Tile>
        {live && <Tile title="Last record" note="When one came last"><Ago at={health.lastReceiveTime} /></Tile>}
        <Tile title="Series" note={health.warmingUpCount === 0 ? 'Keys that were seen' : `${countWords(health.warmingUpCount)} warming up: no score yet`}>{countWords(health.seriesCount)}</Tile>
        <Tile title="Anomalies" note="Found since the stream was made">{health.anomalyCount === 0 ? '0' : <a href={hrefOf({ page: 'anomalies' }, { stream: stream.id })}>{countWords(health.anomalyCount)}</a>}</Tile>
        <Tile title="Quarantined" warn={health.quarantinedCount > 0} note="Could not be decoded; kept with the reason">{health.quarantinedCount === 0 ? '0' : <a href={hrefOf({ page: 'stream', streamId: stream.id }, { tab: 'quarantine' })}>{countWords(health.quarantinedCount)}</a>}</Tile>
        <Tile title="Late" note="Not newer than the newest sample of their series; counted, not added">{countWords(health.lateCount)}</Tile>
        {health.textCount > 0 && <Tile title="Texts" warn note="Values of channels that were no numbers: each counts as missing">{countWords(health.textCount)}</Tile>}
      </dl>
      {reading && <Progress label={health.state === 'paused' ? 'Reading rests' : 'Reading the saved stream'} part={health.progress} words={`${percentWords(health.progress!)}${left === null || health.state !== 'running' ? '' : ` · about ${durationWords(left)} left`}`} />}
      {health.warmingUpCount > 0 && <p className="unseen" role="status">{plural(health.warmingUpCount, 'series', 'series')} warming up</p>}
    </section>
  );
}

function Tile({ title, note, warn = false, children }: { title: string; note: string; warn?: boolean; children: ReactNode }) {
  return (
    <div className={`tile${warn ? ' tile-warn' : ''}`} title={note}>
      <dt>{title}<span className="unseen">: {note}</span></dt>
      <dd>{children}</dd>
    </div>
  );
}
