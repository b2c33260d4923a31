import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { decodingSchema, fieldMappingSchema, fileFormatSchema, type StreamDraft } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';

const sampleSchema = z.object({
  id: z.string(), title: z.string(), domain: z.enum(['finance', 'healthcare', 'retail', 'manufacturing']), description: z.string(),
  file: z.string(), format: fileFormatSchema, decoding: decodingSchema, mapping: fieldMappingSchema,
});
type SampleStream = z.infer<typeof sampleSchema>;

/** The recorded streams that ship in `resources/samples`. */
export interface Samples {
  list: readonly SampleStream[];
  pathOf(sampleId: string): string;
  draftOf(sampleId: string, detector: string): StreamDraft;
}

/** Reads the index of the samples of an installation. */
export function openSamples(installFolder: string): Samples {
  const folder = join(installFolder, 'resources', 'samples');
  const list = z.array(sampleSchema).parse(JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')));
  const find = (sampleId: string) => list.find(({ id }) => id === sampleId) ?? (() => { throw new WorkbenchError('AF_NOT_FOUND', `There is no sample stream ${sampleId}.`); })();
  return {
    list,
    pathOf: (sampleId) => join(folder, find(sampleId).file),
    draftOf(sampleId, detector) {
      const { title, domain, format, decoding, mapping } = find(sampleId);
      return { name: title, domain, source: { kind: 'file', location: { at: 'sample', sampleId }, format }, decoding, mapping, detector: { name: detector, sensitivity: 0.5 }, pace: 'fast' };
    },
  };
}
