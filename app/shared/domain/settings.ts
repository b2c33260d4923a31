import * as z from 'zod';
import { severitySchema } from './severity.ts';

/** The analyst's own choices; every field has a default, so an empty object is valid. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  timeZone: z.enum(['local', 'utc']).default('local'),
  notifications: z.object({
    desktop: z.boolean().default(true),
    inApp: z.boolean().default(true),
    minimumSeverity: severitySchema.default('medium'),
  }).prefault({}),
  retention: z.object({
    /** Samples and raw records older than this (by receive time) are deleted; 0 keeps all. */
    days: z.number().int().min(0).max(3650).default(30),
    /** The store's upper size in MiB; the oldest samples and raw records go first; 0 is no limit. */
    maxMebibytes: z.number().int().min(0).default(20_480),
  }).prefault({}),
  /** How loud a chart is that is played as tones. */
  chartSound: z.enum(['off', 'quiet', 'normal', 'loud']).default('normal'),
  singleKeyShortcuts: z.boolean().default(true),
});
export type Settings = z.infer<typeof settingsSchema>;
