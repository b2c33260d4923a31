import { Button } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icons.tsx';

export interface Option<T extends string> {
  id: T;
  label: string;
  hint?: string;
}
export interface SelectProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  /** null where nothing is chosen yet. */
  value: T | null;
  onChange(value: T): void;
  hint?: string;
  error?: string | null;
  hideLabel?: boolean;
  placeholder?: string;
  small?: boolean;
  disabled?: boolean;
}

/** One of many, from a list that opens. */
export function Select<T extends string>({ label, options, value, onChange, hint, error = null, hideLabel = false, placeholder = 'Choose…', small = false, disabled = false }: SelectProps<T>) {
  return (
    <AriaSelect className={`field${small ? ' select-small' : ''}`} selectedKey={value} onSelectionChange={(key) => { if (key !== null) onChange(key as T); }} isInvalid={error !== null} isDisabled={disabled} aria-label={hideLabel ? label : undefined} placeholder={placeholder} validationBehavior="aria">
      {!hideLabel && <Label>{label}</Label>}
      <Button className="select-button">
        <SelectValue>{({ defaultChildren, isPlaceholder }) => (isPlaceholder ? placeholder : (options.find((one) => one.id === value)?.label ?? defaultChildren))}</SelectValue>
        <Icon name="down" />
      </Button>
      {hint !== undefined && error === null && <Text slot="description" className="field-hint">{hint}</Text>}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem className="option" textValue={option.label}>
              <Text slot="label">{option.label}</Text>
              {option.hint !== undefined && <small><Text slot="description">{option.hint}</Text></small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
