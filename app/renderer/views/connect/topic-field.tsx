import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { TextField } from '../../ui/fields.tsx';
import { plural } from '../../../shared/counts.ts';
import { Icon } from '../../ui/icons.tsx';

/** A topic: chosen from those that the broker lists, or written where it may not list them. `topics` is null until it was asked. */
export function TopicField({ topics, value, onChange, error }: { topics: readonly { name: string; partitions: number }[] | null; value: string; onChange(value: string): void; error: string | null }) {
  if (topics === null || topics.length === 0) return <TextField label="Topic" value={value} onChange={onChange} error={error} required hint={topics === null ? 'Write its name, or connect first and choose it from the list.' : 'The broker lists no topic that you may see; write its name if you know it.'} />;
  return (
    <ComboBox className="field" inputValue={value} onInputChange={onChange} defaultItems={topics.map((topic) => ({ ...topic, id: topic.name }))} allowsCustomValue menuTrigger="focus" isInvalid={error !== null} isRequired validationBehavior="aria">
      <Label>Topic</Label>
      <div className="combo">
        <Input className="input" spellCheck={false} />
        <Button className="combo-button" aria-label="Show the topics"><Icon name="down" /></Button>
      </div>
      {error === null && <Text slot="description" className="field-hint">Write some letters of its name to shorten the list.</Text>}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover combo-popover">
        <ListBox className="options">
          {(topic: { id: string; name: string; partitions: number }) => (
            <ListBoxItem className="option" textValue={topic.name}>
              <Text slot="label">{topic.name}</Text>
              <small><Text slot="description">{plural(topic.partitions, 'partition')}</Text></small>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
