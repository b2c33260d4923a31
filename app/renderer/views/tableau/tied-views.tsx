import { standInId, standInName } from '../../../shared/domain/sample-views.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { hrefOf } from '../../routes/route.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { nameOfView } from './view-path.ts';

/** The views of Tableau that show an anomaly's stream, as a row of a description list; nothing where there are none. */
export function TiedViews({ anomaly: { id, streamId } }: { anomaly: Pick<Anomaly, 'id' | 'streamId'> }) {
  const views = valueOr(useQuery('tableau.views-of', { streamId }), []);
  if (views.length === 0) return null;
  return <><dt>Views</dt><dd>{views.map(({ connectionId, path }, i) => <span key={`${connectionId} ${path}`}>{i > 0 && ', '}<a href={hrefOf({ page: 'tableau-view', connectionId, path }, { anomaly: id })}>{nameOfView({ id: connectionId }, path)}</a>{connectionId === standInId && ` (${standInName})`}</span>)}</dd></>;
}
