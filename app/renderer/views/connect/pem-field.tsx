import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';

/** Larger than any certificate with its chain. */
const mostBytes = 256 * 1024;

/** A PEM text, pasted or picked from a file. */
export function PemField({ label, value, onChange, hint, error, secret = false }: { label: string; value: string; onChange(value: string): void; hint: string; error: string | null; secret?: boolean }) {
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  /** Once the file is read: the other fields may have been changed meanwhile. */
  const change = useRef(onChange);
  useEffect(() => { change.current = onChange; });
  async function pick(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (file === undefined) return;
    if (file.size > mostBytes) return setTooLarge(`${file.name} is too large for a certificate or key.`);
    setTooLarge(null);
    const text = await file.text();
    change.current(text);
  }
  return (
    <div className={`pem-field${secret ? ' pem-secret' : ''}`}>
      <TextField label={label} value={value} onChange={onChange} multiline hint={hint} error={tooLarge ?? error} placeholder={`-----BEGIN ${secret ? 'PRIVATE KEY' : 'CERTIFICATE'}-----`} />
      <FileTrigger acceptedFileTypes={['.pem', '.crt', '.cer', '.key']} onSelect={(files) => void pick(files)}><Button small icon="file">Pick a file<span className="unseen"> for {label}</span></Button></FileTrigger>
    </div>
  );
}
