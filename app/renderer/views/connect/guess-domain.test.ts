import { expect, it } from 'vitest';
import { guessDomain } from './guess-domain.ts';

it.each([
  ['healthcare', ['vitals.ward7', 'bed', 'hr', 'spo2']],
  ['finance', ['quotes', 'bid', 'ask', 'volume']],
  ['retail', ['daily_sales', 'storeId', 'sku']],
  ['manufacturing', ['factory-1', 'pump3', 'bearing_temp']],
  ['other', ['measurements', 'value']],
  ['other', ['stock market']],
] as const)('guesses %s from %j', (domain, texts) => expect(guessDomain(texts)).toBe(domain));
