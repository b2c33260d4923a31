import { useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/fields.tsx';
import { IncidentPicker } from './incident-picker.tsx';
import { useMoveAnomalies } from './use-move-anomalies.ts';

/** What can be done with the anomalies that are chosen among an incident's: a new incident of their own, or another one. */
export function MemberMoves({ incident, members, chosen, onChoose }: { incident: Incident; members: readonly Anomaly[]; chosen: readonly Anomaly[]; onChoose(some: readonly Anomaly[], isOn: boolean): void }) {
  const [isPicking, setPicking] = useState(false);
  const { move, moving } = useMoveAnomalies();
  const isAll = chosen.length === members.length;
  const moveTo = async (into: Incident | null) => {
    setPicking(false);
    if (await move(incident, chosen, into)) onChoose(chosen, false);
  };
  return (
    <div className="row" role="group" aria-label="The chosen anomalies">
      <Checkbox label={chosen.length === 0 ? 'All' : `${chosen.length} of ${members.length} chosen`} value={isAll} onChange={(isOn) => onChoose(members, isOn)} />
      <Button small busy={moving} isDisabled={chosen.length === 0 || isAll} onPress={() => void moveTo(null)}>Split off</Button>
      <Button small icon="right" busy={moving} isDisabled={chosen.length === 0} onPress={() => setPicking(true)}>Move to…</Button>
      {isAll && <span className="muted small">All of them can only be moved to another incident.</span>}
      <IncidentPicker title="Move to which incident?" from={incident} isOpen={isPicking} onPick={(into) => void moveTo(into)} onClose={() => setPicking(false)} />
    </div>
  );
}
