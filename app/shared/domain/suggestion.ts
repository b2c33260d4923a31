import * as z from 'zod';

/** How a detector fared on changes that were planted into a copy of stored samples: the part of the untouched stretches above which they raise the alarm, 0…1 (0.5: as by chance). */
export const plantedResultSchema = z.object({ detector: z.string(), standsOut: z.number(), byForm: z.array(z.object({ form: z.enum(['spike', 'shift', 'rough', 'flat', 'elsewhen']), standsOut: z.number() })) });
export type PlantedResult = z.infer<typeof plantedResultSchema>;

/** Which detector suits what is stored of a stream, and why. */
export const suggestionSchema = z.object({
  detector: z.string(),
  /** In a sentence or two. */
  reason: z.string(),
  /** What was looked at. */
  sampleCount: z.number(),
  seriesCount: z.number(),
  changeCount: z.number(),
  /** The default first. */
  results: z.array(plantedResultSchema),
});
export type Suggestion = z.infer<typeof suggestionSchema>;
