import { useState } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { Button } from '../../ui/button.tsx';
import { IncidentPicker } from './incident-picker.tsx';
import { useMembers } from './use-members.ts';
import { useMoveAnomalies } from './use-move-anomalies.ts';

/** Moves all anomalies of an incident into another one that is chosen. */
export function MergeButton({ incident }: { incident: Incident }) {
  const [isOpen, setOpen] = useState(false);
  const members = useMembers(incident);
  const { move, moving } = useMoveAnomalies();
  const merge = (into: Incident) => {
    setOpen(false);
    void move(incident, members, into);
  };
  return (
    <>
      <Button small icon="link" busy={moving} isDisabled={members.length === 0} onPress={() => setOpen(true)}>Merge into…</Button>
      <IncidentPicker title="Merge into which incident?" from={incident} isOpen={isOpen} onPick={merge} onClose={() => setOpen(false)} />
    </>
  );
}
