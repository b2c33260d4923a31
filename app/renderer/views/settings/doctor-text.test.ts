import { expect, it } from 'vitest';
import { doctorText } from './doctor-text.ts';

it('writes faults first, each with its advice', () => {
  expect(doctorText([{ name: 'Node', ok: true, found: '24', advice: null }, { name: 'Store', ok: false, found: 'full', advice: 'Free some space.' }])).toBe('FAULT  Store: full\n       Free some space.\nwell   Node: 24');
});
