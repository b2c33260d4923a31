import { useState } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { useCommand } from '../../workbench/use-command.ts';

/** Who looks after an incident; a name that is emptied is nobody. */
export function IncidentOwner({ incident }: { incident: Incident }) {
  const setOwner = useCommand('incidents.set-owner');
  const [name, setName] = useState(incident.owner ?? '');
  const wanted = name.trim() === '' ? null : name.trim();
  return (
    <form className="incident-line" onSubmit={(event) => { event.preventDefault(); if (wanted !== incident.owner) void setOwner.run({ incidentId: incident.id, owner: wanted }); }}>
      <TextField label="Owner" placeholder="Nobody so far" value={name} onChange={setName} />
      <Button type="submit" busy={setOwner.running} isDisabled={wanted === incident.owner}>{wanted === null && incident.owner !== null ? 'Take away' : 'Hand over'}</Button>
    </form>
  );
}
