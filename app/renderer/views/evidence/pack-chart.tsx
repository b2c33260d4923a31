import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { PackView } from '../../../shared/domain/evidence-pack.ts';
import { momentWords } from '../../charts/words.ts';
import { numberWords } from '../../../shared/number-words.ts';
import { plural } from '../../../shared/counts.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { drawStretch, pictureSize } from './stretch-paths.ts';

type Stretch = NonNullable<PackView['content']>['stretches'][number];

/** A series around what happened, a picture for each channel: its values, the band that was expected, and the anomalies as they were found. */
export function PackChart({ stretch, anomalies }: { stretch: Stretch; anomalies: readonly Anomaly[] }) {
  const { timeZone } = usePreferences();
  const own = anomalies.filter(({ seriesId }) => seriesId === stretch.seriesId);
  return (
    <figure className="pack-chart">
      <figcaption><strong>{stretch.seriesName}</strong> <span className="muted">{plural(own.length, 'anomaly', 'anomalies')}</span></figcaption>
      {stretch.channels.map((channel, index) => {
        const drawn = drawStretch(stretch, index, own);
        if (drawn === null) return <p key={channel} className="muted">{channel} has no values here.</p>;
        const words = `${channel} of ${stretch.seriesName}, ${momentWords(drawn.from, timeZone)} to ${momentWords(drawn.to, timeZone)}: between ${numberWords(drawn.lowest)} and ${numberWords(drawn.highest)}, ${plural(own.length, 'anomaly', 'anomalies')}`;
        return (
          <div key={channel}>
            <div className="row small"><span>{channel}</span><span className="muted number">{numberWords(drawn.lowest)} … {numberWords(drawn.highest)}</span></div>
            <svg viewBox={`0 0 ${pictureSize.width} ${pictureSize.height}`} preserveAspectRatio="none" role="img" aria-label={words}>
              {drawn.marks.map(({ x, width, severity }, at) => <rect key={at} x={x} y={0} width={width} height={pictureSize.height} className={`pack-mark pack-mark-${severity}`} />)}
              {drawn.band !== '' && <path d={drawn.band} className="pack-band" />}
              <path d={drawn.line} className="pack-line" vectorEffect="non-scaling-stroke" />
            </svg>
          </div>
        );
      })}
      <div className="pack-times muted small number"><span>{stretch.times.length > 0 && momentWords(stretch.times[0]!, timeZone)}</span><span>{stretch.times.length > 1 && momentWords(stretch.times.at(-1)!, timeZone)}</span></div>
    </figure>
  );
}
