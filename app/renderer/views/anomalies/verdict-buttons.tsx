import type { Verdict } from '../../../shared/domain/feedback.ts';
import { ToggleButton } from '../../ui/button.tsx';
import { WithTooltip } from '../../ui/tooltip.tsx';
import { verdictKeys } from './verdict-words.ts';

/** The four verdicts, each with its key where keys give it (`keyed`); pressing the one that stands takes it back. */
export function VerdictButtons({ verdict, onJudge, small = false, keyed = true }: { verdict: Verdict | null; onJudge(verdict: Verdict | null): void; small?: boolean; keyed?: boolean }) {
  return (
    <div className="verdicts" role="group" aria-label="Verdict">
      {verdictKeys.map((one) => (
        <WithTooltip key={one.verdict} words={one.does} shortcut={keyed ? one.key : undefined}>
          <ToggleButton small={small} isSelected={verdict === one.verdict} onChange={(selected) => onJudge(selected ? one.verdict : null)}>{one.title}</ToggleButton>
        </WithTooltip>
      ))}
    </div>
  );
}
