import Markdown from 'markdown-to-jsx/react';
import type { ComponentProps } from 'react';
import { EmptyState } from '../../../ui/states.tsx';
import { optionOf, type PanelKind, type PanelProps } from '../panel-kind.ts';

/** Words of the analyst's own. Nothing in them is loaded: HTML stays text, a picture is its words, and only links within the program lead anywhere. */
function TextPanel({ panel }: PanelProps) {
  const words = optionOf(text, panel, 'text');
  if (words.trim() === '') return <EmptyState icon="note" title="Nothing written yet">Open the panel's settings and write what others should know: what to watch, whom to call.</EmptyState>;
  return <div className="text-panel" tabIndex={0} role="group" aria-label="Text"><Markdown options={{ disableParsingRawHTML: true, overrides }}>{words}</Markdown></div>;
}

const overrides = { a: OwnLink, img: Picture, h1: 'h3' as const, h2: 'h4' as const, h3: 'h5' as const, input: Tick, iframe: () => null };

function OwnLink({ href = '', children }: ComponentProps<'a'>) {
  return href.startsWith('#/') ? <a href={href}>{children}</a> : <span>{children} <span className="muted">({href})</span></span>;
}

function Picture({ alt = '' }: ComponentProps<'img'>) {
  return <span className="muted">[{alt === '' ? 'a picture' : alt}]</span>;
}

function Tick({ checked }: ComponentProps<'input'>) {
  return <span>{checked === true ? '☑' : '☐'}</span>;
}

export const text: PanelKind = { kind: 'text', title: 'Text', does: 'Words of your own, in Markdown.', icon: 'text', shows: 'nothing', size: { w: 4, h: 4 }, options: [{ name: 'text', label: 'Text (Markdown)', input: { of: 'text' }, initial: '' }], Panel: TextPanel };
