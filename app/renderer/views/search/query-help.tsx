import { searchFields } from '../../../shared/search/search-fields.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { kindWords } from './found-words.ts';

/** Queries to begin with. */
export const startingQueries = [
  { text: 'verdict:none severity:high', words: 'Severe and not judged' },
  { text: 'state:open owner:none', words: 'Open incidents without an owner' },
  { text: 'score:>0.9 -verdict:dismissed', words: 'High scores that nobody dismissed' },
  { text: 'kind:comment', words: 'Comments, the newest first' },
] as const;

const rules = [
  { text: 'stuck valve', words: 'Both words, in any order, in names, explanations, comments and notes. Capitals and small letters are the same.' },
  { text: '"stuck valve"', words: 'These words in a row. Quotes also hold a value with spaces: stream:"ICU ward". A quote itself is \\".' },
  { text: 'severity:high,medium', words: 'A field with its value; one of several by commas.' },
  { text: '-verdict:dismissed', words: 'Not so: a minus before a word or a field.' },
  { text: 'score:0.8..0.95', words: 'A range, both ends in it. score:>0.9, >=, < and <= compare.' },
  { text: 'time:2026-11-01..2026-11-07', words: 'Days or moments (2026-11-01T14:30), in the time zone of the settings; today, yesterday. Without an end: 2026-11-01..' },
  { text: 'last:7d', words: 'Units are ms, s, m, h, d and w.' },
  { text: 'key.ward:7', words: 'A part of the series\' key by its name; the value as a whole.' },
] as const;

/** The query language on one page: its rules, and every field with what has it. Examples can be tried. */
export function QueryHelp({ isOpen, onClose, onSearch }: { isOpen: boolean; onClose(): void; onSearch(text: string): void }) {
  return (
    <Dialog title="The query language" isOpen={isOpen} onClose={onClose} wide>
      <div className="stack-l query-help">
        <p>All terms must hold. A field finds only what has it: <code>score:</code> finds anomalies, <code>owner:</code> incidents.</p>
        <dl>{rules.map(({ text, words }) => <div key={text}><dt><Try text={text} onSearch={onSearch} /></dt><dd>{words}</dd></div>)}</dl>
        <h3>Fields</h3>
        <dl>
          {searchFields.map(({ name, words, example, kinds, values, type }) => (
            <div key={name}>
              <dt><Try text={example} onSearch={onSearch} /></dt>
              <dd>{words}{type === 'one-of' && `: ${values.map(({ value }) => value).join(', ')}`}. <span className="muted">{kinds.length === Object.keys(kindWords).length ? 'Of all' : kinds.map((kind) => kindWords[kind].title).join(', ')}</span></dd>
            </div>
          ))}
        </dl>
        <p className="muted">Names of streams, series, channels, owners and authors are found by a part of them. <code>verdict:dismissed</code> is expected, false or new normal, <code>verdict:confirmed</code> true or missed. Counts end at 1,000+.</p>
      </div>
    </Dialog>
  );
}

function Try({ text, onSearch }: { text: string; onSearch(text: string): void }) {
  return <Button small look="plain" onPress={() => onSearch(text)}><code>{text}</code></Button>;
}
