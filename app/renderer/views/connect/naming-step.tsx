import type { DetectorCard } from '../../../shared/api/views.ts';
import { Choice, Slider, TextField } from '../../ui/fields.tsx';
import { percentWords } from '../../ui/figures.ts';
import { Select } from '../../ui/select.tsx';
import { Shown } from '../../ui/states.tsx';
import type { Loaded } from '../../workbench/loaded.ts';
import type { NamingFaults, NamingForm } from './wizard-start.ts';

/** Step 3: what the stream is called, its domain, and what watches it. */
export function NamingStep({ form, onChange, faults, detectors }: { form: NamingForm; onChange(form: NamingForm): void; faults: NamingFaults; detectors: Loaded<DetectorCard[]> }) {
  return (
    <section className="card step" aria-labelledby="step-naming">
      <h2 id="step-naming"><span className="step-number">3</span> Name and detector</h2>
      <div className="stack-l">
        <div className="field-pair"><TextField label="Name" value={form.name} onChange={(name) => onChange({ ...form, name })} error={faults.name ?? null} placeholder="Ward 7 vital signs" required /></div>
        <Choice label="Domain" value={form.domain} onChange={(domain) => onChange({ ...form, domain })} options={[{ id: 'finance', label: 'Finance', icon: 'finance' }, { id: 'healthcare', label: 'Healthcare', icon: 'healthcare' }, { id: 'retail', label: 'Retail', icon: 'retail' }, { id: 'manufacturing', label: 'Manufacturing', icon: 'manufacturing' }, { id: 'other', label: 'Other', icon: 'other' }]} />
        <Shown of={detectors} waiting="Looking for detectors…">
          {(cards) => {
            const card = cards.find((one) => one.name === form.detector);
            return (
              <div className="detector-choice">
                <div className="stack">
                  <Select label="Detector" value={card === undefined ? null : form.detector} onChange={(detector) => onChange({ ...form, detector })} options={cards.map((one) => ({ id: one.name, label: one.title }))} error={faults.detector ?? null} />
                  <p className="muted small">{cards[0]?.title} suits most streams. Once samples are stored, the stream's Backtest tab tries each on them, suggests one and says why.</p>
                  <Slider label="Sensitivity" value={form.sensitivity} onChange={(sensitivity) => onChange({ ...form, sensitivity })} min={0} max={1} step={0.05} words={(value) => `${percentWords(value)} · ${value < 0.4 ? 'fewer alerts, more misses' : value > 0.6 ? 'more alerts, fewer misses' : 'balanced'}`} />
                  <div className="field-pair">
                    <TextField label="At most, alerts a day" type="number" value={form.alertsPerDay} onChange={(alertsPerDay) => onChange({ ...form, alertsPerDay })} error={faults.alertsPerDay ?? null} hint="The threshold follows from it. Empty: as many as come." />
                    <TextField label="Together with streams of the set" value={form.budgetSet} onChange={(budgetSet) => onChange({ ...form, budgetSet })} error={faults.budgetSet ?? null} hint="Streams that name one set share it. Empty: this stream alone." disabled={form.alertsPerDay.trim() === ''} />
                  </div>
                </div>
                {card !== undefined && <dl className="facts detector-card"><dt>Assumes</dt><dd>{card.assumes}</dd><dt>Fails on</dt><dd>{card.fails}</dd><dt>Warm-up</dt><dd>{card.warmUp} samples of a series before its first score</dd></dl>}
              </div>
            );
          }}
        </Shown>
      </div>
    </section>
  );
}
