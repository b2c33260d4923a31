import type { StreamDraft } from '../../../shared/domain/stream.ts';

type Domain = StreamDraft['domain'];

const words: Record<Exclude<Domain, 'other'>, RegExp> = {
  finance: /^(quotes?|trades?|ticks?|bid|ask|ticker|isin|fx|bank|payments?|portfolio|bonds?|shares?|market)$/,
  healthcare: /^(patients?|vitals?|ward|bed|icu|hr|spo2|ecg|eeg|heart|pulse|resp|abp|glucose|hospital|clinic)$/,
  retail: /^(stores?|sales|sku|basket|orders?|inventory|stock|shops?|tills?|checkout|products?|demand|on hand|customers?)$/,
  manufacturing: /^(machines?|pumps?|sensors?|vibration|bearings?|press|motors?|plant|valves?|turbines?|torque|rpm|spindle|conveyor|factory|furnace|boiler)$/,
};

/** The domain that most words of a stream's name and fields speak of; `other` where none does, or two do as much. */
export function guessDomain(texts: readonly string[]): Domain {
  const all = new Set(texts.flatMap((text) => text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+|(?<=[a-z])(?=\d+$)/)));
  const counts = (Object.keys(words) as Exclude<Domain, 'other'>[]).map((domain) => ({ domain, count: [...all].filter((word) => words[domain].test(word)).length })).sort((a, b) => b.count - a.count);
  return counts[0]!.count > counts[1]!.count ? counts[0]!.domain : 'other';
}
