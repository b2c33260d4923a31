import { useMemo } from 'react';
import { useAddressState } from '../../routes/use-route.ts';
import type { ListAddress } from './anomaly-filter.ts';

/** The list's filter and order in the address; `clear` takes the filter out and leaves the order. */
export function useListAddress(): { parts: ListAddress; set(part: keyof ListAddress, value: string): void; clear(): void } {
  const [text, setText] = useAddressState('text');
  const [stream, setStream] = useAddressState('stream');
  const [series, setSeries] = useAddressState('series');
  const [severity, setSeverity] = useAddressState('severity');
  const [verdict, setVerdict] = useAddressState('verdict');
  const [from, setFrom] = useAddressState('from');
  const [to, setTo] = useAddressState('to');
  const [sort, setSort] = useAddressState('sort');
  const parts = useMemo(() => ({ text, stream, series, severity, verdict, from, to, sort }), [text, stream, series, severity, verdict, from, to, sort]);
  const setters = { text: setText, stream: setStream, series: setSeries, severity: setSeverity, verdict: setVerdict, from: setFrom, to: setTo, sort: setSort };
  return {
    parts,
    set: (part, value) => setters[part](value),
    clear: () => { for (const [part, set] of Object.entries(setters)) if (part !== 'sort') set(''); },
  };
}
