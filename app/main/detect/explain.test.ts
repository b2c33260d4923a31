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
      'bearing temperature reached 81.2 °C, 9.4 above the expected 71.8 (band 69.1 to 74.6), since 2026-01-05 10:41:07 UTC; it carries 83 % of the score.',
    );
  });

  it('leads with the channel outside of its band that has most of the score, where the one with the greatest share is within', () => {
    const evidence = [{ ...quiet, share: 0.56 }, { observed: 56.6, expected: 60.2, low: 59.4, high: 61, share: 0.3 }, { observed: 4.2, expected: 4.8, low: 4.7, high: 4.9, share: 0.14 }];
    expect(explain({ start, shape: 'dip', sampleCount: 1, evidence }, [vibration, { name: 'flow', unit: 'm³/h' }, { name: 'pressure', unit: 'bar' }])).toBe(
      'flow fell to 56.6 m³/h, 3.6 below the expected 60.2 (band 59.4 to 61), since 2026-01-05 10:41:07 UTC; it carries 30 % of the score; vibration, within its band, carries 56 %.',
    );
  });

  it('says that no channel by itself is outside of its band where only together they are unusual', () => {
    const evidence = [{ ...quiet, share: 0.3 }, { ...quiet, observed: 28.53, low: 27.96, high: 29.21, share: 0.65 }, { ...quiet, share: 0.05 }];
    expect(explain({ start, shape: 'shift', sampleCount: 9, evidence }, [vibration, { name: 'motor_current', unit: 'A' }, { name: 'flow', unit: '' }])).toBe(
      'No channel by itself is outside of its band, but together they are unusual: motor_current (28.53 A at the peak) carries 65 % of the score, vibration (2 mm/s) carries 30 %, since 2026-01-05 10:41:07 UTC.',
    );
  });

  it('says that one channel left its level within its band where the score is its own', () => {
    const evidence = [{ ...quiet, share: 0.96 }, { ...quiet, share: 0.04 }];
    expect(explain({ start, shape: 'spike', sampleCount: 1, evidence }, [{ name: 'delivered', unit: '' }, vibration])).toBe(
      'delivered has left its recent level (2 at the peak), though no channel by itself is outside of its band, since 2026-01-05 10:41:07 UTC; it carries 96 % of the score.',
    );
  });

  it('tells of a counter how far it grew', () => {
    const orders = { name: 'orders', unit: '' };
    const counter = { observed: 1_234_512, expected: 1_234_503, low: 1_234_500, high: 1_234_508, share: 1, fromZero: true, from: 1_234_500 };
    expect(explain({ start, shape: 'spike', sampleCount: 1, evidence: [counter] }, [orders])).toBe('growth of orders reached 12, 9 above the expected 3 (band 0 to 8), since 2026-01-05 10:41:07 UTC.');
    expect(explain({ start, shape: 'frozen', sampleCount: 1, evidence: [{ ...counter, observed: 1_234_500 }] }, [orders])).toBe('growth of orders repeats the same value 0 far longer than usual, since 2026-01-05 10:41:07 UTC.');
    expect(explain({ start, shape: 'missing', sampleCount: 1, evidence: [{ ...counter, observed: null }] }, [orders])).toContain('orders gives no value');
  });

  it('says nothing of bands that are not known', () => {
    const evidence = [{ ...quiet, low: null, high: null, share: 0.5 }, { ...quiet, share: 0.5 }];
    expect(explain({ start, shape: 'shift', sampleCount: 1, evidence }, [bearing, vibration])).not.toContain('band');
  });

  it('says below where a value fell', () => {
    const evidence = [{ observed: 0, expected: 12, low: 4, high: 20, share: 1 }];
    expect(explain({ start, shape: 'dip', sampleCount: 1, evidence }, [{ name: 'sold', unit: '' }])).toBe('sold fell to 0, 12 below the expected 12 (band 4 to 20), since 2026-01-05 10:41:07 UTC.');
  });

  it('names a channel that is missing', () => {
    const evidence = [{ observed: null, expected: 70, low: 60, high: 80, share: 1 }, { ...quiet, share: 0 }];
    expect(explain({ start, shape: 'missing', sampleCount: 9, evidence }, [bearing, vibration])).toBe('bearing temperature gives no value since 2026-01-05 10:41:07 UTC, while other channels go on.');
  });

  it('says that all channels stand still', () => {
    const evidence = [{ ...quiet, share: 0.5 }, { ...quiet, share: 0.5 }];
    expect(explain({ start, shape: 'frozen', sampleCount: 40, evidence }, [bearing, vibration])).toBe('All channels repeat the same values far longer than usual, since 2026-01-05 10:41:07 UTC.');
  });

  it('names two channels whose relation broke though each is in its band', () => {
    const evidence = [{ ...quiet, share: 0.6 }, { ...quiet, share: 0.4 }];
    expect(explain({ start, shape: 'new pattern', sampleCount: 3, evidence }, [{ name: 'pressure', unit: 'bar' }, { name: 'flow', unit: 'm³/h' }])).toBe(
      'pressure and flow no longer move together as usual (2 bar at the peak), though no channel by itself is outside of its band, since 2026-01-05 10:41:07 UTC; it carries 60 % of the score.',
    );
  });

  it('has a sentence for every other shape', () => {
    const evidence = [{ ...quiet, share: 1 }];
    const say = (shape: 'drift' | 'shift' | 'spread' | 'gap' | 'new pattern') => explain({ start, shape, sampleCount: 3, evidence }, [vibration]);
    expect(say('drift')).toContain('has drifted away');
    expect(say('spread')).toContain('swings more strongly');
    expect(say('gap')).toContain('No sample came');
    expect(say('shift')).toBe('vibration has left its recent level (2 mm/s at the peak), though no single value leaves its band, since 2026-01-05 10:41:07 UTC.');
    expect(say('new pattern')).toContain('a way not seen before, or its samples come far faster');
  });
});
