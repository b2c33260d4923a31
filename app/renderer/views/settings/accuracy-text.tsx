import Markdown from 'markdown-to-jsx/react';
import type { ComponentProps } from 'react';
import page from '../../../../docs/accuracy.md?raw';

/** The page as text; its heading is a second one here, wide tables move under their own scroll bar and can be reached by key. */
export function AccuracyText() {
  return <Markdown className="card accuracy" options={{ disableParsingRawHTML: true, overrides: { h1: 'h2', h2: 'h3', table: WideTable } }}>{page}</Markdown>;
}

function WideTable(props: ComponentProps<'table'>) {
  return <div className="table-frame" tabIndex={0} role="group" aria-label="Table of figures"><table {...props} className="table" /></div>;
}
