import { describe, expect, it } from 'vitest';
import { csvHead } from './csv-head.ts';

describe('the head of a CSV file', () => {
  it('is its first line, parted by what makes most cells of it', () => {
    expect(csvHead(['Zeit;Menge, kg', '1;2,5'])).toEqual({ delimiter: ';', above: 0, isNamed: true });
    expect(csvHead(['value', '1', '2'])).toEqual({ delimiter: ';', above: 0, isNamed: true });
    expect(csvHead([',value', '0,1', '1,2'])).toMatchObject({ above: 0, isNamed: true });
  });
  it('stands below a title and what else fills one cell', () => {
    expect(csvHead(['Report: sales', 'Exported: 2026-05-01', 'time;value', '1;2'])).toEqual({ delimiter: ';', above: 2, isNamed: true });
    expect(csvHead(['Sales,,', ',,', 'time,value,unit', '2026-01-01,2,kg'])).toMatchObject({ above: 2, isNamed: true });
    expect(csvHead(['# by a tool, v1', '# host: a,b', 'time,value', '1,2'])).toMatchObject({ above: 2 });
    expect(csvHead(['#time,value', '1,2'])).toMatchObject({ above: 0, isNamed: true });
    expect(csvHead(['comment', 'so, and so', 'so on'])).toMatchObject({ above: 0 });
  });
  it('stands below a title where rows, and maybe all lines, end with a delimiter', () => {
    expect(csvHead(['Report: sales', 'Exported: 2026-05-01', 'time;value', '1;2;', '2;3;'])).toEqual({ delimiter: ';', above: 2, isNamed: true });
    expect(csvHead(['Report: sales;', 'time;value;', '1;2;'])).toEqual({ delimiter: ';', above: 1, isNamed: true });
  });
  it('is parted by what stands outside quotes, also below a title in quotes', () => {
    expect(csvHead(['"Load; kW; mean","Heat; kW; mean"', '1,2'])).toMatchObject({ delimiter: ',', above: 0 });
    expect(csvHead(['"Report: sales, north","",""', '"time","value","unit"', '"1","2","kg"'])).toEqual({ delimiter: ',', above: 1, isNamed: true });
    expect(csvHead(['"a title that', 'goes on"', 'time,value', '1,2'])).toMatchObject({ above: 0 });
  });
  it('stands above a row that goes on over lines', () => {
    expect(csvHead(['Report', 'time;note;value', '1;"two', 'lines";2', '2;;3'])).toEqual({ delimiter: ';', above: 1, isNamed: true });
  });
  it('is none where values stand above values, but names may be numbers', () => {
    expect(csvHead(['2026-03-01 00:00:09,0.5', '2026-03-01 00:00:10,0.7'])).toMatchObject({ above: 0, isNamed: false });
    expect(csvHead(['1,2.5', '2,3.5'])).toMatchObject({ isNamed: false });
    expect(csvHead(['time,1,2,3', '2026-03-01 00:00,4,5,6'])).toMatchObject({ isNamed: true });
    expect(csvHead(['2019,2020,2021', '4,5,6'])).toMatchObject({ isNamed: true });
  });
});
