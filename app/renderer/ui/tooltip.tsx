import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import type { ReactNode } from 'react';

/** Says `words` when its one child, a button or link of React Aria, is hovered or focused. */
export function WithTooltip({ words, shortcut, children }: { words: string; shortcut?: string | undefined; children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip className="tooltip" offset={6}>
        <span>{words}</span>
        {shortcut !== undefined && <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
