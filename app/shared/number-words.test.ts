import { describe, expect, it } from 'vitest';
import { bandFigures, numberWords } from './number-words.ts';

describe('words of numbers', () => {
  it('say a number to six digits, all before its point, and that one is missing', () => {
    expect([numberWords(Number.NaN), numberWords(null)]).toEqual(['missing', 'missing']);
    expect([3.14159265, 123_456.789, 12_345_678.9, -1234.5, 0, 0.0000012, Infinity].map((value) => numberWords(value))).toEqual(['3.14159', '123,457', '12,345,679', '-1,234.5', '0', '1.200e-6', '∞']);
    expect([28.5312, 123_456.789].map((value) => numberWords(value, 4))).toEqual(['28.53', '123,457']);
  });
  it('show two digits of half the width of a band, so that large numbers that lie close stay apart', () => {
    const figure = bandFigures({ observed: 123_460.1, low: 123_455.2, high: 123_458.4 });
    expect([123_460.1, 123_456.789, 123_455.2].map(figure)).toEqual(['123,460.1', '123,456.8', '123,455.2']);
    expect(bandFigures({ observed: 97, low: -24, high: 25 })(-0.2)).toBe('0');
    expect(bandFigures({ observed: 28.531, low: null, high: null })(28.531)).toBe('28.5');
    expect(bandFigures({ observed: 0, low: null, high: null })(0)).toBe('0');
  });
  it('never write a value outside of a band like its edge', () => {
    const figure = bandFigures({ observed: 140.93, low: 100, high: 140.9 });
    expect([figure(140.93), figure(140.9)]).toEqual(['140.93', '140.9']);
    const tiny = bandFigures({ observed: 3e-12, low: 1e-12, high: 2e-12 });
    expect([tiny(3e-12), tiny(2e-12), tiny(0)]).toEqual(['3.000e-12', '2.000e-12', '0']);
    const large = bandFigures({ observed: 1_234_567_891_000, low: 1_234_560_000_000, high: 1_234_565_000_000 });
    expect([large(1_234_567_891_000), large(1_234_565_000_000)]).toEqual(['1,234,567,891,000', '1,234,565,000,000']);
    expect([7, 7 - 1e-12].map(bandFigures({ observed: 7, low: 7 - 1e-12, high: 7 + 1e-12 }))).toEqual(['7', '7']);
    const largest = bandFigures({ observed: 1.2345678e18, low: 1e18, high: 1.2345671e18 });
    expect([largest(1.2345678e18), largest(1.2345671e18)]).toEqual(['1.234568e+18', '1.234567e+18']);
  });
});
