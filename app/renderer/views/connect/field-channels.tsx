import type { BarFigure } from '../../../shared/domain/stream.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { ChannelName } from './channel-name.tsx';
import { channelId, recordCount, spareFigures, withAnotherFigure, withChannel, withoutChannel, type MappingFaults, type MappingForm } from './mapping-form.ts';

const figureWords: Record<BarFigure, [label: string, hint: string]> = {
  last: ['last', 'as it was at the end'], mean: ['mean', 'over its records'], low: ['lowest', ''], high: ['highest', ''], range: ['range', 'highest less lowest'], sum: ['sum', 'over its records'], return: ['return', 'logarithm of the last over the last before'],
};

/** The channels that a field gives: one, or in bars one for each figure of it, with name and unit. */
export function FieldChannels({ field, mapping, faults, onChange }: { field: string; mapping: MappingForm; faults: MappingFaults | null; onChange(mapping: MappingForm): void }) {
  const channels = mapping.channels.filter((channel) => channel.field === field);
  const spare = spareFigures(mapping, field);
  const inBars = mapping.bars !== undefined && field !== recordCount;
  return (
    <div className="stack">
      {channels.map((channel) => {
        const id = channelId(channel);
        const own = channel.figure ?? 'last';
        return (
          <div key={id} className="field-channel">
            {inBars && <Select label={`Figure of ${field}`} hideLabel small value={own} onChange={(figure) => onChange(withChannel(mapping, id, { figure }))}
              options={[own, ...spare].map((figure) => ({ id: figure, label: figureWords[figure][0], hint: figureWords[figure][1] }))} />}
            <ChannelName channel={channel} fault={faults?.names[id] ?? null} onChange={(change) => onChange(withChannel(mapping, id, change))} />
            {channels.length > 1 && <IconButton small icon="close" label={`Remove the ${figureWords[own][0]} of ${field}`} onPress={() => onChange(withoutChannel(mapping, id))} />}
          </div>
        );
      })}
      {inBars && channels.length > 0 && spare[0] !== undefined && <div><Button small look="plain" icon="plus" onPress={() => onChange(withAnotherFigure(mapping, field, spare[0]!))}>Another figure of it</Button></div>}
    </div>
  );
}
