import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { SearchField } from 'react-aria-components/SearchField';
import type { Incident } from '../../../shared/domain/incident.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Shown } from '../../ui/states.tsx';
import { incidentSizeWords, incidentStateWords, incidentTone, incidentsToTake } from './incident-words.ts';
import { useIncidents } from './use-incidents.ts';

export interface IncidentPickerProps {
  title: string;
  /** The one whose anomalies are moved. */
  from: Incident;
  isOpen: boolean;
  onPick(into: Incident): void;
  onClose(): void;
}

/** Another incident of the same stream, found by words; those nearest in time come first. */
export function IncidentPicker({ title, isOpen, onClose, ...rest }: IncidentPickerProps) {
  return <Dialog title={title} isOpen={isOpen} onClose={onClose}><Choices {...rest} /></Dialog>;
}

function Choices({ from, onPick }: Pick<IncidentPickerProps, 'from' | 'onPick'>) {
  const incidents = useIncidents(from.streamId);
  const [text, setText] = useState('');
  return (
    <Shown of={incidents} waiting="Reading the incidents of the stream…">
      {(all) => {
        const found = incidentsToTake(all, from, text);
        return (
          <div className="stack">
            <p className="muted">Of the same stream, the nearest in time first. Each keeps its state.</p>
            <Autocomplete inputValue={text} onInputChange={setText}>
              <SearchField className="search" aria-label="Search incidents of the stream" autoFocus>
                <Icon name="search" />
                <Input className="input" placeholder="Search by words of its title" />
              </SearchField>
              <Menu className="options incident-choices" aria-label="Incidents of the stream" items={found} renderEmptyState={() => <p className="muted">{text === '' ? 'The stream has no other incident with anomalies.' : 'No incident of the stream is called that. Try a shorter word.'}</p>}>
                {(one) => (
                  <MenuItem id={one.id} className="option menu-item" textValue={one.title} onAction={() => onPick(one)}>
                    <span className="grow incident-choice"><span>{one.title}</span><small><Moment at={one.start} />, {incidentSizeWords(one)}</small></span>
                    <Pill tone={incidentTone(one.state)}>{incidentStateWords(one.state)}</Pill>
                  </MenuItem>
                )}
              </Menu>
            </Autocomplete>
          </div>
        );
      }}
    </Shown>
  );
}
