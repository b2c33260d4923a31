import { useId } from 'react';
import type { ChannelForm } from './mapping-form.ts';

/** Name and unit of a channel, in the small: two inputs side by side with their error. */
export function ChannelName({ channel, fault, onChange }: { channel: ChannelForm; fault: string | null; onChange(change: { name?: string; unit?: string }): void }) {
  const id = useId();
  const of = channel.figure === undefined ? channel.field : `${channel.field}, ${channel.figure}`;
  return (
    <span className="channel-name" data-invalid={fault === null ? undefined : ''}>
      <input className="input" aria-label={`Name of the channel ${of}`} value={channel.name} aria-invalid={fault !== null} aria-describedby={fault === null ? undefined : id} spellCheck={false} onChange={(event) => onChange({ name: event.target.value })} />
      <input className="input" aria-label={`Unit of the channel ${of}`} value={channel.unit} placeholder="unit" spellCheck={false} onChange={(event) => onChange({ unit: event.target.value })} />
      {fault !== null && <span className="field-error" id={id}>{fault}</span>}
    </span>
  );
}
