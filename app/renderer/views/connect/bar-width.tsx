import { Select } from '../../ui/select.tsx';
import { withBars, type MappingForm } from './mapping-form.ts';

/** Widths to choose from, in milliseconds; one that the command line gave is added. */
const widths: [number, string][] = [[100, '100 ms'], [1000, '1 second'], [10_000, '10 seconds'], [60_000, '1 minute'], [300_000, '5 minutes'], [3_600_000, '1 hour'], [86_400_000, '1 day']];
const noBars = 'none';

/** Whether each record is a sample, or the records of a span of time are one. */
export function BarWidth({ mapping, onChange }: { mapping: MappingForm; onChange(mapping: MappingForm): void }) {
  const width = mapping.bars?.widthMs;
  const known = width === undefined || widths.some(([ms]) => ms === width) ? widths : [[width, `${width} ms`] as [number, string], ...widths];
  const options = [{ id: noBars, label: 'Each record', hint: 'as it comes' }, ...known.map(([ms, label]) => ({ id: String(ms), label: `Bars of ${label}` }))];
  return (
    <Select label="One sample is" value={width === undefined ? noBars : String(width)} options={options} onChange={(chosen) => onChange(withBars(mapping, chosen === noBars ? null : Number(chosen)))}
      hint={width === undefined ? 'For ticks that come in bursts, bars sum up what came in a span of time.' : 'A bar stands at its end, and is judged when the first record behind it has come.'} />
  );
}
