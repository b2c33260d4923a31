import type { Decoding } from '../../../shared/domain/stream.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../../shared/counts.ts';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, Notice, Waiting } from '../../ui/states.tsx';
import { DecodingFields } from './decoding-fields.tsx';
import { MappingFields } from './mapping-fields.tsx';
import type { MappingFaults, MappingForm } from './mapping-form.ts';
import { SampleRows } from './sample-rows.tsx';
import type { SourceForm } from './source-form.ts';
import type { PreviewState } from './use-preview.ts';

export interface PreviewStepProps {
  form: SourceForm;
  sample: PreviewState;
  decoding: Decoding | null;
  mapping: MappingForm | null;
  onDecoding(decoding: Decoding): void;
  onMapping(mapping: MappingForm): void;
  faults: MappingFaults | null;
  /** The stream was asked for without a sample. */
  missing: boolean;
  /** The rows are of a mapping before. */
  outdated: boolean;
  onReadSample(): void;
}

/** Step 2: what the fields mean, with the records as they would be read. */
export function PreviewStep({ form, sample, decoding, mapping, onDecoding, onMapping, faults, missing, outdated, onReadSample }: PreviewStepProps) {
  const { preview, reading } = sample;
  return (
    <section className="card step" aria-labelledby="step-preview">
      <h2 id="step-preview" tabIndex={-1}><span className="step-number">2</span> Fields and sample {preview !== null && mapping !== null && decoding !== null && <span className="step-note">{plural(preview.readCount, 'record')} read{preview.readCount > 0 && (preview.failedCount === 0 ? ', all readable' : `, ${preview.failedCount} not readable`)}</span>}</h2>
      {mapping === null || decoding === null ? (
        reading ? <Waiting words="Reading a sample and looking at its fields…" /> : (
          <div data-fault={missing ? '' : undefined} tabIndex={missing ? -1 : undefined}>
            <EmptyState icon="search" title="No sample yet">{form.kind === 'kafka' ? 'Name the broker and topic above and read a sample: time, keys and channels are found in it, and you can correct them here.' : 'Choose a file above: time, keys and channels are found in it, and you can correct them here.'}</EmptyState>
            {missing && <p className="field-error" role="alert">Read a sample first.</p>}
          </div>
        )
      ) : (
        <div className="stack-l">
          {preview?.doubts.map((doubt) => <Notice key={doubt} tone="warn" title={doubt} />)}
          <DecodingFields decoding={decoding} onChange={onDecoding} />
          <MappingFields mapping={mapping} fields={preview?.fields ?? []} kind={form.kind} faults={faults} onChange={onMapping} />
          {preview === null ? <p className="muted">Read a sample above to see records as this mapping reads them.</p> : (
            <>
              <div className="row" role="status">
                <h3 className="grow">Records as they would be read</h3>
                {reading ? <Pill tone="busy">Reading again…</Pill> : outdated && <><Pill tone="warn">Of the fields before your change</Pill><Button small icon="retry" onPress={onReadSample}>Read again</Button></>}
              </div>
              <SampleRows preview={preview} kind={form.kind} stale={reading || outdated} />
            </>
          )}
        </div>
      )}
    </section>
  );
}
