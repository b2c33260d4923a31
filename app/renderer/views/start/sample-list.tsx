import type { Sample } from '../../../shared/api/views.ts';
import { standInId, standInName, standInViews } from '../../../shared/domain/sample-views.ts';
import { hrefOf } from '../../routes/route.ts';
import { goTo, markPage } from '../../routes/use-route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { domainWords } from '../streams/stream-words.ts';

/** The recorded streams that ship with the program: opened one by one or all at once; those that are open lead to their stream. */
export function SampleList({ lead }: { lead: boolean }) {
  const samples = useQuery('workspace.samples', {});
  const open = useCommand('workspace.open-sample');
  return (
    <section className="stack" aria-labelledby="samples">
      <Shown of={samples} waiting="Looking for the samples…">
        {(all, { refresh }) => {
          const closed = all.filter((sample) => sample.streamId === null);
          const openSome = async (sample: Sample | null) => {
            const isHere = markPage();
            const outcome = await open.run({ sampleId: sample?.id ?? null });
            if (!outcome.ok) return;
            refresh();
            const [first] = outcome.output;
            if (sample === null || first === undefined) return tell({ tone: 'good', title: 'The sample workspace is open', text: 'Its streams are being read and scored now; what is found appears here as it is found.' });
            const lead = () => goTo({ page: 'stream', streamId: first.id });
            if (isHere()) lead();
            else tell({ tone: 'good', title: `${sample.title} is open`, action: { label: 'Open the stream', onPress: lead } });
          };
          return (
            <>
              <div className="row">
                <h2 id="samples" className="grow">Sample workspace <span className="muted small">recorded streams of four domains; no network, broker or account needed</span></h2>
                {closed.length > 0 && <Button look={lead ? 'primary' : 'normal'} icon="play" busy={open.running} busyWords="Opening…" onPress={() => void openSome(null)}>{closed.length === all.length ? 'Open all samples' : 'Open the others'}</Button>}
              </div>
              {all.length === 0 ? <EmptyState icon="file" title="No samples are installed">This copy of the program ships without them. <a href={hrefOf({ page: 'new-stream' })}>Connect or import</a> records of your own.</EmptyState> : (
                <ul className="sample-list">
                  {all.map((sample) => (
                    <li key={sample.id} className="card sample">
                      <div className="sample-head"><span className="sample-icon"><Icon name={sample.domain} /></span><div><h3>{sample.title}</h3><span className="muted small">{domainWords[sample.domain]}</span></div></div>
                      <p className="grow">{sample.description}</p>
                      {sample.streamId === null
                        ? <Button isDisabled={open.running} onPress={() => void openSome(sample)}>Open<span className="unseen"> {sample.title}</span></Button>
                        : <LinkButton href={hrefOf({ page: 'stream', streamId: sample.streamId })} icon="check">Opened: go to its stream</LinkButton>}
                    </li>
                  ))}
                  <li className="card sample">
                    <div className="sample-head"><span className="sample-icon"><Icon name="layout" /></span><div><h3>A view as of Tableau</h3><span className="muted small">{standInName}</span></div></div>
                    <p className="grow">Beds in use of two wards, hour by hour, in a view: have its data judged, see its marks annotated, and judge from their menu. It needs no server.</p>
                    <LinkButton href={hrefOf({ page: 'tableau-view', connectionId: standInId, path: standInViews[0]!.path })}>Open<span className="unseen"> the view</span></LinkButton>
                  </li>
                </ul>
              )}
            </>
          );
        }}
      </Shown>
    </section>
  );
}
