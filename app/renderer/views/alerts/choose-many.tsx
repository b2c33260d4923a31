import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Checkbox } from 'react-aria-components/Checkbox';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { Icon } from '../../ui/icons.tsx';

/** Some of a few, all in sight. */
export function ChooseMany({ label, options, value, onChange, hint, error = null }: { label: string; options: readonly { id: string; label: string }[]; value: string[]; onChange(value: string[]): void; hint?: string; error?: string | null }) {
  return (
    <CheckboxGroup className="field" value={value} onChange={onChange} isInvalid={error !== null} validationBehavior="aria">
      <Label>{label}</Label>
      <div className="alerts-many">{options.map((option) => <Checkbox key={option.id} value={option.id} className="checkbox"><span className="checkbox-box"><Icon name="check" /></span>{option.label}</Checkbox>)}</div>
      {hint !== undefined && error === null && <Text slot="description" className="field-hint">{hint}</Text>}
      <FieldError className="field-error">{error}</FieldError>
    </CheckboxGroup>
  );
}
