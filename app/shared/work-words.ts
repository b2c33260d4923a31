import type { Work, WorkKind } from './domain/work.ts';

const kinds: Record<WorkKind, string> = {
  import: 'Import of', upload: 'Upload of', backtest: 'Backtest of', suggestion: 'Detector suggestion for', pack: 'Evidence pack of', reading: 'Reading of', replay: 'Replay of',
  report: 'Report of', export: 'Export of', publication: 'Publishing of', view: 'Detection on',
};

/** What a long work is: "Import of ward 7". */
export function workTitle({ kind, subject }: Pick<Work, 'kind' | 'subject'>): string {
  return `${kinds[kind]} ${subject}`;
}
