import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';

const start = Date.UTC(2026, 0, 5, 10, 41, 7);
const bearing = { name: 'bearing temperature', unit: '°C' };
const vibration = { name: 'vibration', unit: 'mm/s' };
const quiet = { observed: 2, expected: 2, low: 1, high: 3, share: 0.17 };

describe('the explanation', () => {
  it('says what, how far from expected, since when and with which share', () => {
    const evidence = [{ observed: 81.2, expected: 71.8, low: 69.1, high: 74.6, share: 0.83 }, quiet];
    expect(explain({ start, shape: 'shift', sampleCount: 5, evidence }, [bearing, vibration])).toBe(
      'Bearing temperature reached 81.2 °C, 9.4 above the expected 71.8 (band 69.1–74.6), since 10:41:07 UTC; it carries 83 % of the score.',
    );
  });

  it('leads with the channel that is farthest outside its band where the one with the greatest share is within', () => {
    const evidence = [{ ...quiet, share: 0.56 }, { observed: 56.6, expected: 60.2, low: 59.4, high: 61, share: 0.3 }, { observed: 4.2, expected: 4.8, low: 4.7, high: 4.9, share: 0.14 }];
    expect(explain({ start, shape: 'dip', sampleCount: 1, evidence }, [vibration, { name: 'flow', unit: 'm³/h' }, { name: 'pressure', unit: 'bar' }])).toBe(
      'Pressure fell to 4.20 bar, 0.60 below the expected 4.80 (band 4.70–4.90), since 10:41:07 UTC; vibration, within its band, carries 56 % of the score.',
    );
  });

  it('says below where a value fell', () => {
    const evidence = [{ observed: 0, expected: 12, low: 4, high: 20, share: 1 }];
    expect(explain({ start, shape: 'dip', sampleCount: 1, evidence }, [{ name: 'sold', unit: '' }])).toBe('Sold fell to 0.0, 12.0 below the expected 12.0 (band 4.0–20.0), since 10:41:07 UTC.');
  });

  it('names a channel that is missing', () => {
    const evidence = [{ observed: null, expected: 70, low: 60, high: 80, share: 1 }, { ...quiet, share: 0 }];
    expect(explain({ start, shape: 'missing', sampleCount: 9, evidence }, [bearing, vibration])).toBe('Bearing temperature gives no value since 10:41:07 UTC, while other channels go on.');
  });

  it('says that all channels stand still', () => {
    const evidence = [{ ...quiet, share: 0.5 }, { ...quiet, share: 0.5 }];
    expect(explain({ start, shape: 'frozen', sampleCount: 40, evidence }, [bearing, vibration])).toBe('All channels repeat the same values far longer than usual, since 10:41:07 UTC.');
  });

  it('names two channels whose relation broke though each is in its band', () => {
    const evidence = [{ ...quiet, share: 0.6 }, { ...quiet, share: 0.4 }];
    expect(explain({ start, shape: 'new pattern', sampleCount: 3, evidence }, [{ name: 'pressure', unit: 'bar' }, { name: 'flow', unit: 'm³/h' }])).toBe(
      'Pressure and flow no longer move together as usual (2.0 bar at the peak), since 10:41:07 UTC; it carries 60 % of the score.',
    );
  });

  it('has a sentence for every other shape', () => {
    const evidence = [{ ...quiet, share: 1 }];
    const say = (shape: 'drift' | 'spread' | 'gap' | 'new pattern') => explain({ start, shape, sampleCount: 3, evidence }, [vibration]);
    expect(say('drift')).toContain('has drifted away');
    expect(say('spread')).toContain('swings more strongly');
    expect(say('gap')).toContain('No sample came');
    expect(say('new pattern')).toContain('far faster than usual');
  });
});
