import { Icon } from '../ui/icons.tsx';

interface ChartToolsProps {
  /** Whose chart it is, for the buttons' names. */
  name: string;
  /** What is heard, where that is a part of the chart. */
  heardName?: string;
  asTable?: boolean;
  /** Left out where it is a table already. */
  onTable?(asTable: boolean): void;
  hearing?: boolean;
  /** Left out where there is nothing to hear. */
  onHear?(): void;
  /** Pictures in place of words, for small charts. */
  small?: boolean;
}

/** What every chart can be turned into for who can't see it: a tune and a table. */
export function ChartTools({ name, heardName = name, asTable = false, onTable, hearing = false, onHear, small = false }: ChartToolsProps) {
  const look = small ? 'button button-plain button-small button-icon' : 'button button-small';
  return (
    <span className="chart-tools">
      {onHear !== undefined && <button type="button" className={look} aria-label={`${hearing ? 'Stop' : 'Hear'} ${heardName}`} title={`${hearing ? 'Stop' : 'Hear the range in view'} (Shift S)`} onClick={onHear}>{small ? <Icon name={hearing ? 'pause' : 'sound'} /> : hearing ? 'Stop' : 'Hear'}</button>}
      {onTable !== undefined && <button type="button" className={look} aria-pressed={asTable} aria-label={`Table of ${name}`} title="The same as a table" onClick={() => onTable(!asTable)}>{small ? <Icon name="table" /> : 'Table'}</button>}
    </span>
  );
}
