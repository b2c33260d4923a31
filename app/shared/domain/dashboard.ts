import * as z from 'zod';
import { seriesIdSchema } from './series.ts';
import { streamIdSchema } from './stream.ts';
import { epochMillisSchema } from './time.ts';

/** Columns of a dashboard's grid; rows go on downwards. */
export const gridColumns = 12;
const mostRows = 400;
const tallest = 40;

/** Names a dashboard. */
export const dashboardIdSchema = z.string().min(1).max(64).brand<'DashboardId'>();
export type DashboardId = z.infer<typeof dashboardIdSchema>;

/** Where a panel stands: cells of the grid, from 0. Panels that overlap are moved apart when they are drawn. */
export const placeSchema = z.object({
  x: z.number().int().min(0).max(gridColumns - 1),
  y: z.number().int().min(0).max(mostRows),
  w: z.number().int().min(1).max(gridColumns),
  h: z.number().int().min(1).max(tallest),
}).refine(({ x, w }) => x + w <= gridColumns, { message: `reaches beyond column ${gridColumns}`, path: ['w'] });
export type Place = z.infer<typeof placeSchema>;

const panelBase = {
  id: z.string().min(1).max(64),
  /** What it shows, by the name of its kind. A kind that this version does not know is kept, and said to be unknown. */
  kind: z.string().regex(/^[a-z][a-z-]*$/).max(40),
  /** Empty: named after what it shows. */
  title: z.string().max(120).default(''),
  place: placeSchema,
  /** What the kind lets one choose; ids are never among them. */
  options: z.record(z.string().max(40), z.union([z.string().max(20_000), z.number(), z.boolean()])).refine((options) => Object.keys(options).length <= 20, 'at most 20 options').default({}),
};

/** A stream and a series by name, as they are called wherever the dashboard goes. */
const namedSchema = z.object({ stream: z.string().max(200).nullable().default(null), series: z.string().max(1000).nullable().default(null) });
export type Named = z.infer<typeof namedSchema>;

/** One panel of a stored dashboard. `wanted` says what an imported one asked for and was not found. */
export const panelSchema = z.object({ ...panelBase, streamId: streamIdSchema.nullable().default(null), seriesId: seriesIdSchema.nullable().default(null), wanted: namedSchema.nullable().default(null) });
export type Panel = z.infer<typeof panelSchema>;

const nameSchema = z.string().trim().min(1).max(120);
const mostPanels = 60;

/** What an analyst arranges. */
export const dashboardContentSchema = z.object({
  name: nameSchema,
  panels: z.array(panelSchema).max(mostPanels).refine(ofOwnIds, 'two panels have the same id'),
});
export type DashboardContent = z.infer<typeof dashboardContentSchema>;

/** A stored dashboard. `revision` rises by one with each saving: one that is saved on top of another's changes is refused. */
export const dashboardSchema = dashboardContentSchema.extend({ id: dashboardIdSchema, revision: z.number().int().positive(), savedAt: epochMillisSchema });
export type Dashboard = z.infer<typeof dashboardSchema>;

/** A dashboard in the list. */
export const dashboardRowSchema = z.object({ id: dashboardIdSchema, name: z.string(), panelCount: z.number(), revision: z.number(), savedAt: epochMillisSchema });
export type DashboardRow = z.infer<typeof dashboardRowSchema>;

/** How the one file is called and numbered. */
export const dashboardFormat = 'anomalyforce-dashboard';
export const dashboardFileEnding = '.dashboard.json';

/** A dashboard as one file: streams and series by name, since ids mean something in one store only. It comes from anywhere: nothing in it is trusted. */
export const dashboardFileSchema = z.object({
  format: z.literal(dashboardFormat),
  version: z.literal(1),
  name: nameSchema,
  panels: z.array(z.object({ ...panelBase, shows: namedSchema.default({ stream: null, series: null }) })).max(mostPanels).refine(ofOwnIds, 'two panels have the same id'),
});
export type DashboardFile = z.infer<typeof dashboardFileSchema>;

function ofOwnIds(panels: readonly { id: string }[]): boolean {
  return new Set(panels.map(({ id }) => id)).size === panels.length;
}
