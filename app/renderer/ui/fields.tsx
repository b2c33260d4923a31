import { useId } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';

export interface TextFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string;
  /** What is wrong with it, and what would be right; drawn under the field. */
  error?: string | null;
  type?: 'text' | 'password' | 'number';
  placeholder?: string;
  required?: boolean;
  multiline?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
}

/** One line of text (or several), with its label, hint and error. */
export function TextField({ label, value, onChange, hint, error = null, type = 'text', placeholder, required = false, multiline = false, disabled = false, autoFocus = false }: TextFieldProps) {
  return (
    <AriaTextField className="field" value={value} onChange={onChange} isInvalid={error !== null} isRequired={required} isDisabled={disabled} validationBehavior="aria" autoFocus={autoFocus} autoComplete="off">
      <Label>{label}</Label>
      {multiline ? <TextArea className="input" placeholder={placeholder} spellCheck={false} /> : <Input className="input" type={type === 'number' ? 'text' : type} inputMode={type === 'number' ? 'numeric' : undefined} placeholder={placeholder} spellCheck={false} />}
      {hint !== undefined && error === null && <Text slot="description" className="field-hint">{hint}</Text>}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

/** A search field; Escape empties it. */
export function SearchField({ label, value, onChange, placeholder, id }: { label: string; value: string; onChange(value: string): void; placeholder?: string; id?: string }) {
  return (
    <AriaSearchField className="search" aria-label={label} value={value} onChange={onChange}>
      <Icon name="search" />
      <Input className="input" placeholder={placeholder ?? label} id={id} />
    </AriaSearchField>
  );
}

/** Something that is on or off, at once. */
export function Switch({ label, hint, value, onChange, disabled = false }: { label: string; hint?: string; value: boolean; onChange(value: boolean): void; disabled?: boolean }) {
  return (
    <AriaSwitch className="switch" isSelected={value} onChange={onChange} isDisabled={disabled}>
      <span className="switch-track" aria-hidden="true" />
      <span>
        <span className="field-label">{label}</span>
        {hint !== undefined && <><br /><span className="field-hint">{hint}</span></>}
      </span>
    </AriaSwitch>
  );
}

/** A box to tick. */
export function Checkbox({ label, value, onChange, hideLabel = false }: { label: string; value: boolean; onChange(value: boolean): void; hideLabel?: boolean }) {
  return (
    <AriaCheckbox className="checkbox" isSelected={value} onChange={onChange} aria-label={hideLabel ? label : undefined}>
      <span className="checkbox-box"><Icon name="check" /></span>
      {!hideLabel && label}
    </AriaCheckbox>
  );
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, hint, options, value, onChange, hideLabel = false, disabled = false }: { label: string; hint?: string; options: readonly { id: T; label: string; icon?: IconName }[]; value: T; onChange(value: T): void; hideLabel?: boolean; disabled?: boolean }) {
  return (
    <RadioGroup className="field" value={value} onChange={(next) => onChange(next as T)} isDisabled={disabled} orientation="horizontal" aria-label={hideLabel ? label : undefined}>
      {!hideLabel && <Label>{label}</Label>}
      <div className="choice">
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="choice-option">
            {option.icon !== undefined && <Icon name={option.icon} />}
            {option.label}
          </Radio>
        ))}
      </div>
      {hint !== undefined && <Text slot="description" className="field-hint">{hint}</Text>}
    </RadioGroup>
  );
}

/** A number on a line. */
export function Slider({ label, value, onChange, min, max, step, words }: { label: string; value: number; onChange(value: number): void; min: number; max: number; step: number; words(value: number): string }) {
  const id = useId();
  return (
    <AriaSlider className="slider" value={value} onChange={(next) => onChange(next as number)} minValue={min} maxValue={max} step={step} aria-labelledby={id}>
      <span className="field-label" id={id}>{label}</span>
      <SliderOutput className="muted">{words(value)}</SliderOutput>
      <SliderTrack className="slider-track"><SliderThumb className="slider-thumb" aria-label={label} /></SliderTrack>
    </AriaSlider>
  );
}
