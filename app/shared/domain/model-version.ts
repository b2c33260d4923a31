import * as z from 'zod';

/**
 * The manifest beside a shipped model's weights (`models/<detector>/<version>/manifest.json`).
 * A model whose files do not have these hashes is not loaded (`AF_DETECT_MODEL_INVALID`).
 */
export const modelManifestSchema = z.object({
  detector: z.string(),
  version: z.string(),
  title: z.string(),
  /** File name -> sha256, hex. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
  input: z.object({ shape: z.array(z.union([z.number(), z.null()])), dtype: z.literal('float32'), features: z.array(z.string()), units: z.string() }),
  output: z.object({ shape: z.array(z.union([z.number(), z.null()])), meaning: z.array(z.string()) }),
  threshold: z.number(),
  training: z.object({ data: z.string(), licence: z.string(), seed: z.number(), script: z.string(), rows: z.number() }),
  metrics: z.record(z.string(), z.number()),
});
