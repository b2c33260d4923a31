import { useEffect, useRef, useState } from 'react';
import type { Decoding } from '../../../shared/domain/stream.ts';
import { hrefOf } from '../../routes/route.ts';
import { goTo, markPage } from '../../routes/use-route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { guessDomain } from './guess-domain.ts';
import { mappingFaults, mappingFormOf, mappingOf } from './mapping-form.ts';
import type { MappingForm } from './mapping-form.ts';
import { NamingStep } from './naming-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { faultsOfError, sourceFaults, sourceOf } from './source-form.ts';
import type { SourceForm } from './source-form.ts';
import { SourceStep } from './source-step.tsx';
import { usePreview } from './use-preview.ts';
import { draftOf, namingFaults } from './wizard-start.ts';
import type { NamingForm, WizardStart } from './wizard-start.ts';

/** A sample of a file is read again this long after the last change of its mapping. */
const settleMs = 500;

/** The three steps. What was written stays whatever fails; faults are shown once a step was asked to go on. */
export function Wizard({ start, dropped, droppedName }: { start: WizardStart; dropped: SourceForm | null; droppedName: string }) {
  const [source, setSource] = useState(start.source);
  const [decoding, setDecoding] = useState(start.decoding);
  const [mapping, setMapping] = useState(start.mapping);
  const [naming, setNaming] = useState(start.naming);
  const [asked, setAsked] = useState({ source: false, all: 0 });
  /** The mapping and decoding that the shown sample was read with. */
  const [readWith, setReadWith] = useState<{ mapping: MappingForm; decoding: Decoding } | null>(null);
  const { timeZone } = usePreferences();
  const sample = usePreview();
  const detectors = useQuery('detectors.list', {});
  const create = useCommand('streams.create', 'drawn');
  const update = useCommand('streams.update', 'drawn');
  const form = useRef<HTMLFormElement>(null);
  /** Samples that were asked for and came; each leads to the second step. */
  const [looked, setLooked] = useState(0);
  /** What was put into the third step by the sample: it gives way to that of the next one. */
  const suggested = useRef({ name: '', domain: 'other' as NamingForm['domain'] });
  const editing = start.streamId !== null;

  const firstDetector = valueOr(detectors, [])[0]?.name ?? '';
  const named = naming.detector === '' ? { ...naming, detector: firstDetector } : naming;

  async function readSample(from: SourceForm, given: { mapping: MappingForm | null; decoding: Decoding | null }): Promise<boolean> {
    const whole = sourceOf(from, timeZone);
    if (whole === null) return false;
    const wanted = given.mapping === null ? null : mappingOf(given.mapping);
    const preview = await sample.read({ source: whole, decoding: given.decoding, mapping: wanted });
    if (preview === null) return false;
    // What was changed while the sample was read is newer than what was found in it.
    const read = { mapping: wanted === null || given.mapping === null ? mappingFormOf(preview.mapping) : given.mapping, decoding: given.decoding ?? preview.decoding };
    setMapping((now) => (now === given.mapping ? read.mapping : now));
    setDecoding((now) => (now === given.decoding ? read.decoding : now));
    setReadWith(read);
    if (!editing) suggest(from, preview.fields.map(({ field }) => field));
    return true;
  }

  function suggest(from: SourceForm, fields: readonly string[]): void {
    const before = suggested.current;
    const next = { name: from.kind === 'kafka' ? from.topic.trim() : before.name, domain: guessDomain([from.kind === 'kafka' ? from.topic : from.fileName, ...fields]) };
    suggested.current = next;
    setNaming((now) => ({ ...now, name: now.name === before.name ? next.name : now.name, domain: now.domain === before.domain ? next.domain : now.domain }));
  }

  // A file that was dropped or picked is the source at once, and its sample is read.
  const [taken, setTaken] = useState<{ source: SourceForm; name: string } | null>(null);
  if (dropped !== null && dropped !== taken?.source) {
    setTaken({ source: dropped, name: droppedName });
    setSource(dropped);
    setDecoding(null);
    setMapping(null);
    setReadWith(null);
    if (naming.name === '' || naming.name === taken?.name) setNaming({ ...naming, name: droppedName });
  }
  useEffect(() => {
    if (dropped === null) return;
    const soon = setTimeout(() => void readSample(dropped, { mapping: null, decoding: null }), 0);
    return () => clearTimeout(soon);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once per file
  }, [dropped]);

  const outdated = readWith !== null && (readWith.mapping !== mapping || readWith.decoding !== decoding);
  const isFile = source.kind === 'file';
  useEffect(() => {
    if (!outdated || !isFile || mapping === null || mappingFaults(mapping) !== null) return;
    const timer = setTimeout(() => void readSample(source, { mapping, decoding }), settleMs);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is read follows mapping and decoding alone
  }, [outdated, isFile, mapping, decoding]);

  useEffect(() => {
    if (asked.all > 0 || asked.source) form.current?.querySelector<HTMLElement>('[data-invalid] :is(input, textarea, button), [data-fault]')?.focus();
  }, [asked]);

  useEffect(() => {
    const step = looked === 0 ? null : document.getElementById('step-preview');
    step?.scrollIntoView({ block: 'start' });
    step?.focus({ preventScroll: true });
  }, [looked]);

  function changeSource(next: SourceForm): void {
    setSource(next);
    sample.forgive();
    const other = next.kind !== source.kind || next.topic !== source.topic || next.format !== source.format;
    if (!other || editing) return;
    // Another source has other fields: what was found in the one before does not hold.
    sample.forget();
    setDecoding(null);
    setMapping(null);
    setReadWith(null);
    if (next.kind === 'file' && next.location !== null) void readSample(next, { mapping: null, decoding: null });
  }

  function askSample(): void {
    if (sourceOf(source, timeZone) === null) return setAsked((before) => ({ ...before, source: true }));
    void readSample(source, { mapping, decoding }).then((came) => { if (came) setLooked((before) => before + 1); });
  }

  async function finish(): Promise<void> {
    const draft = draftOf(source, decoding, mapping, named, timeZone);
    if (draft === null) return setAsked((before) => ({ source: true, all: before.all + 1 }));
    const isHere = markPage();
    const outcome = start.streamId === null ? await create.run(draft) : await update.run({ streamId: start.streamId, draft });
    if (!outcome.ok) return;
    const lead = () => goTo({ page: 'stream', streamId: outcome.output.id });
    tell({ tone: 'good', title: editing ? `${draft.name} is changed` : `${draft.name} is started`, ...(editing ? {} : { text: 'Series appear with their first records; scores once a series has shown what is normal for it.' }), ...(!isHere() && { action: { label: 'Open the stream', onPress: lead } }) });
    if (isHere()) lead();
  }

  const failed = editing ? update.error : create.error;
  const busy = create.running || update.running;
  return (
    <form ref={form} className="wizard" onSubmit={(event) => event.preventDefault()} aria-label={editing ? 'Edit the stream' : 'New stream'}>
      <SourceStep form={source} onChange={changeSource} faults={{ ...faultsOfError(failed, source), ...(asked.source ? sourceFaults(source, timeZone) : {}) }} error={sample.error} editing={editing} pace={naming.pace} onPace={(pace) => setNaming((now) => ({ ...now, pace }))} reading={sample.reading} hasSample={sample.preview !== null} onReadSample={askSample} onCancel={sample.cancel} />
      <PreviewStep
        form={source} sample={sample} decoding={decoding} mapping={mapping} onDecoding={(next) => { setDecoding(next); setMapping(null); void readSample(source, { mapping: null, decoding: next }); }} onMapping={setMapping}
        faults={asked.all > 0 && mapping !== null ? mappingFaults(mapping) : null} missing={asked.all > 0 && mapping === null} outdated={outdated} onReadSample={askSample}
      />
      <NamingStep form={named} onChange={setNaming} faults={asked.all > 0 ? namingFaults(named) : {}} detectors={detectors} />
      <footer className="wizard-foot">
        {failed !== null && <ErrorCard error={failed} />}
        {asked.all > 0 && draftOf(source, decoding, mapping, named, timeZone) === null && <p className="field-error" role="alert">Something above is still missing or wrong; it is marked.</p>}
        <div className="row">
          <Button look="primary" icon={editing ? 'check' : 'play'} onPress={() => { if (!busy) void finish(); }}>{busy ? (editing ? 'Saving…' : 'Starting…') : editing ? 'Save' : 'Start'}</Button>
          <LinkButton href={start.streamId === null ? hrefOf({ page: 'streams' }) : hrefOf({ page: 'stream', streamId: start.streamId })}>Cancel</LinkButton>
        </div>
      </footer>
    </form>
  );
}
