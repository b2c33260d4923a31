import { useCallback } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Verdict } from '../../../shared/domain/feedback.ts';
import { plural } from '../../../shared/counts.ts';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { verdictWords } from './verdict-words.ts';

/** Gives one verdict (null takes it back) on some anomalies, says so, and offers the way back. What fails is told; the others stand. True where at least one was judged. */
export function useJudge(): (anomalies: readonly Anomaly[], verdict: Verdict | null, comment?: string) => Promise<boolean> {
  const { run } = useCommand('feedback.judge');
  return useCallback(async (anomalies, verdict, comment = '') => {
    const judged: Anomaly[] = [];
    for (const anomaly of anomalies) {
      const outcome = await run({ anomalyId: anomaly.id, verdict, comment });
      if (outcome.ok) judged.push(anomaly);
    }
    if (judged.length === 0) return false;
    const undo = async () => {
      for (const before of judged) await run({ anomalyId: before.id, verdict: before.verdict, comment: '' });
    };
    tell({ tone: 'good', topic: 'verdict', title: `${verdictWords(verdict)}: ${judged.length === 1 ? judged[0]!.seriesName : plural(judged.length, 'anomaly', 'anomalies')}`, action: { label: 'Undo', onPress: () => void undo() } });
    return true;
  }, [run]);
}
