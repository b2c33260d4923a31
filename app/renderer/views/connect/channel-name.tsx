import { useId } from 'react';

/** Name and unit of a channel, in the small: two inputs side by side with their error. */
export function ChannelName({ channel, fault, onChange }: { channel: { field: string; name: string; unit: string }; fault: string | null; onChange(change: { name?: string; unit?: string }): void }) {
  const id = useId();
  return (
    <span className="channel-name" data-invalid={fault === null ? undefined : ''}>
      <input className="input" aria-label={`Name of the channel ${channel.field}`} value={channel.name} aria-invalid={fault !== null} aria-describedby={fault === null ? undefined : id} spellCheck={false} onChange={(event) => onChange({ name: event.target.value })} />
      <input className="input" aria-label={`Unit of the channel ${channel.field}`} value={channel.unit} placeholder="unit" spellCheck={false} onChange={(event) => onChange({ unit: event.target.value })} />
      {fault !== null && <span className="field-error" id={id}>{fault}</span>}
    </span>
  );
}
