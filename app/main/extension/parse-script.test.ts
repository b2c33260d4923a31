import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { parseProbe, parseScript } from './parse-script.ts';

describe('a script of a calculated field', () => {
  it('is one call with named arguments, in any order and spacing', () => {
    expect(parseScript('anomalyforce.score(value=_arg1)')).toEqual({ figure: 'score', detector: null, values: ['_arg1'], key: null, time: null });
    expect(parseScript('\n return anomalyforce . alert(\n  key = _arg2,\n  detector="known-states", time=_arg3,\n  value = [ _arg1, _arg12 ] ) ;\n')).toEqual({ figure: 'alert', detector: 'known-states', values: ['_arg1', '_arg12'], key: '_arg2', time: '_arg3' });
  });
  it.each<[script: string, place: number]>([
    ['', 1], ['import os', 1], ['anomalyforce.score', 19], ['anomalyforce.drop(value=_arg1)', 14], ['anomalyforce.score()', 20], ['anomalyforce.score(value=_arg1) + 1', 33],
    ['anomalyforce.score(value=_arg1);__import__("os")', 33], ['anomalyforce.score(value=open("x"))', 26], ['anomalyforce.score(value=_arg0)', 26], ['anomalyforce.score(value=_arg1, value=_arg2)', 38],
    ['anomalyforce.score(key=_arg1)', 30], ['anomalyforce.score(value=[_arg1 _arg2])', 33], ['anomalyforce.score(value=_arg1, detector=known)', 42], ['return anomalyforcescore(value=_arg1)', 8],
  ])('is refused where it is anything else: %j', (script, place) => {
    expect(() => parseScript(script)).toThrowError(expect.objectContaining({ code: 'AF_EXTENSION_SCRIPT_INVALID', message: expect.stringContaining(`At character ${place} `) as string }) as Error);
  });
  it('never fails in another way, whatever it holds', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('anomalyforce', '.', 'score', '(', ')', 'value', '=', '_arg1', '[', ']', ',', ' ', 'return', "'x'", ';'));
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        expect(parseScript(pieces.join('')).values.length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error;
      }
    }), { numRuns: 2_000 });
  });
  it('knows the question by which Tableau tries an endpoint', () => {
    expect([parseProbe('return int(1)'), parseProbe(' return  int( 42 )\n'), parseProbe('return int(1) + 1'), parseProbe('return int(__import__("os"))')]).toEqual([1, 42, null, null]);
  });
});
