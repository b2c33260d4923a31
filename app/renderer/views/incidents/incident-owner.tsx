import { useState } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { useCommand } from '../../workbench/use-command.ts';

/** Who looks after an incident; a name that is emptied is nobody. */
export function IncidentOwner({ incident }: { incident: Incident }) {
  const setOwner = useCommand('incidents.set-owner');
  /** What is written and not handed over yet; null where the owner stands there. Another owner leaves it alone: it may be written on while the one before is on its way. */
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === (incident.owner ?? '')) setDraft(null);
  const name = draft ?? incident.owner ?? '';
  const wanted = name.trim() === '' ? null : name.trim();
  return (
    <form className="incident-line" onSubmit={(event) => { event.preventDefault(); if (wanted !== incident.owner) void setOwner.run({ incidentId: incident.id, owner: wanted }); }}>
      <TextField label="Owner" placeholder="Nobody so far" value={name} onChange={setDraft} />
      <Button type="submit" busy={setOwner.running} isDisabled={wanted === incident.owner}>{wanted === null && incident.owner !== null ? 'Take away' : 'Hand over'}</Button>
    </form>
  );
}
