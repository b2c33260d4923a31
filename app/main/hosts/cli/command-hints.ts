import { errorCodes, type Code } from '../../../shared/errors/codes.ts';
import type { WorkbenchError } from '../../../shared/errors/workbench-error.ts';

/** What to type, where the hint of the table of codes speaks of a screen. */
const hints: Partial<Record<Code, string>> = {
  AF_API_INPUT_INVALID: 'Correct what is named; the command\'s --help lists what it takes.',
  AF_INTERNAL: 'Nothing stored was lost. Run it again with --log-file <file>; where it comes back, keep that file.',
  AF_NOT_FOUND: 'Check the id: anomalyforce export writes the stored anomalies with theirs and those of their incidents.',
  AF_INGEST_TOPIC_UNKNOWN: 'Check --topic, and the permission to see it.',
  AF_INGEST_OFFSET_OUT_OF_RANGE: 'The stored place is no longer in the topic. Read it under another --name, from --start earliest, latest or a time.',
  AF_INGEST_MAPPING_INVALID: 'Name the fields: --time <field>, --channel <field> (a numeric one, or several), --key <field>.',
  AF_STREAM_SECRET_REQUIRED: 'Give the password again by --password-file or ANOMALYFORCE_SASL_PASSWORD, and the key by --private-key where there is one.',
  AF_STORE_LOCKED: 'Another copy of the program uses this data folder. Close it, or name another folder by --data.',
  AF_STORE_KEY_WRONG: 'Set ANOMALYFORCE_PASSPHRASE to the passphrase that this data folder was made with, or give --passphrase-file.',
  AF_STORE_KEY_MISSING: 'Set ANOMALYFORCE_PASSPHRASE or give --passphrase-file.',
  AF_STORE_FULL: 'Free space on its disk, and it goes on by itself from where it stopped; Ctrl+C ends it, and what is stored stays.',
  AF_DETECT_DETECTOR_UNKNOWN: 'Give one of these by --detector, or leave it out.',
  AF_PACK_PASSPHRASE_WRONG: 'Give the passphrase that the evidence pack was saved with by --pack-passphrase-file or ANOMALYFORCE_PACK_PASSPHRASE.',
};

/** The hint of an error as the command line says it; one that was made for the case stays. */
export function commandHint({ code, hint }: Pick<WorkbenchError, 'code' | 'hint'>): string {
  return hint === errorCodes[code].hint ? hints[code] ?? hint : hint;
}
