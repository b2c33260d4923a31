import { describe, expect, it } from 'vitest';
import { formatOfName } from '../../../shared/domain/file-format.ts';
import { namingTheFile, streamNameOf } from './file-format.ts';

describe('names of files', () => {
  it('tell the format, packed or not', () => {
    expect(['a.CSV', 'b.jsonl.gz', 'c.parquet', 'd.afcap', 'e.xlsx', 'none'].map(formatOfName)).toEqual(['csv', 'json-lines', 'parquet', 'capture', null, null]);
  });
  it('stand in errors where the upload would', () => {
    expect(namingTheFile('/home/a b/uploads/7b91c105-59e8-4256-89c0-5db54a3874a8.csv.gz can\'t be read: it is empty.', 'my.csv')).toBe('my.csv can\'t be read: it is empty.');
    expect(namingTheFile('/data/x.csv can\'t be read.', 'my.csv')).toBe('/data/x.csv can\'t be read.');
  });
  it('become names of streams', () => {
    expect(streamNameOf('ward-7_vitals.csv.gz')).toBe('Ward 7 vitals');
    expect(streamNameOf('pump v1.2.csv')).toBe('Pump v1.2');
    expect(streamNameOf('.csv')).toBe('.csv');
  });
});
