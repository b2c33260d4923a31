import * as z from 'zod';

/** What can be saved of an incident, and as which files. */
export const exportFormats = { report: ['html', 'pdf'], anomalies: ['csv', 'parquet'], samples: ['csv', 'parquet'] } as const;

export const exportContentSchema = z.enum(['report', 'anomalies', 'samples']);
export type ExportContent = z.infer<typeof exportContentSchema>;
export const exportFormatSchema = z.enum(['html', 'pdf', 'csv', 'parquet']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** Whether there is such a file. */
export function isExported({ content, format }: { content: ExportContent; format: ExportFormat }): boolean {
  return (exportFormats[content] as readonly string[]).includes(format);
}

/** A file that was made, and waits to be fetched. */
export const exportedSchema = z.object({
  exportId: z.string(),
  /** A name for it, without what file systems refuse. */
  name: z.string(),
  bytes: z.number(),
  /** What is in it, and what could not be, in sentences. */
  words: z.array(z.string()),
});
export type Exported = z.infer<typeof exportedSchema>;
