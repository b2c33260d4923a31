import { useLayoutEffect, useRef, useState } from 'react';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { applyCompletion } from '../../../shared/search/complete-search.ts';
import { longestQuery, type SearchFault } from '../../../shared/search/search-query.ts';
import { Icon } from '../../ui/icons.tsx';
import { useCompletions } from './use-completions.ts';

/** Names the field for `/`. */
export const queryFieldId = 'search-query';

/**
 * The field of a query: a combobox whose list completes the term at the cursor, not the whole text. Enter takes the row that the arrow keys are on, else it is `onEnter`.
 * Faults stand under it, each with the stretch of the text that it is about.
 */
export function QueryField({ text, onChange, onEnter, faults }: { text: string; onChange(text: string): void; onEnter(): void; faults: readonly SearchFault[] }) {
  const input = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState(text.length);
  /** Where the cursor has to go once the text that was put in is drawn. */
  const wanted = useRef<number | null>(null);
  const completions = useCompletions(text, Math.min(cursor, text.length));
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    input.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  const take = (chosen: string) => {
    const put = applyCompletion(text, completions, chosen);
    wanted.current = put.cursor;
    setCursor(put.cursor);
    onChange(put.text);
  };
  return (
    <ComboBox
      className="query" aria-label="Search query" inputValue={text} selectedKey={null} items={completions.options.map((option) => ({ ...option, id: option.text }))} allowsCustomValue menuTrigger="input" isInvalid={faults.length > 0} validationBehavior="aria" shouldFocusWrap
      onInputChange={(typed) => { if (typed !== text) { setCursor(input.current?.selectionStart ?? typed.length); onChange(typed.slice(0, longestQuery)); } }}
      onSelectionChange={(key) => { if (typeof key === 'string') take(key); }}
    >
      <div className="query-box">
        <Icon name="search" />
        <Input
          ref={input} id={queryFieldId} className="input" spellCheck={false} autoFocus autoComplete="off" placeholder="stream:icu score:>0.9 -verdict:dismissed last:7d"
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={(event) => { if (event.key === 'Enter' && event.currentTarget.getAttribute('aria-activedescendant') === null) onEnter(); }}
        />
      </div>
      {faults.length > 0 && (
        <Text slot="errorMessage" elementType="div" className="query-faults" role="alert">
          {faults.map((fault) => (
            <div key={`${fault.at} ${fault.message}`} className="query-fault">
              <code>{text.slice(Math.max(0, fault.at - 40), fault.at)}<mark>{text.slice(fault.at, fault.end)}</mark>{text.slice(fault.end, fault.end + 40)}</code>
              <span className="field-error">{fault.message} {fault.hint}</span>
            </div>
          ))}
        </Text>
      )}
      <Popover className="popover query-list" placement="bottom start">
        <ListBox className="options">
          {(option: { id: string; text: string; words: string }) => (
            <ListBoxItem className="option menu-item" textValue={`${option.text}, ${option.words}`}>
              <Text slot="label"><code>{option.text}</code></Text>
              {option.words !== '' && <small><Text slot="description">{option.words}</Text></small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
