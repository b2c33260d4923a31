/** The detection worker's file: beside the bundle that this is part of, or in the sources. */
export function detectionWorkerUrl(): URL {
  return import.meta.url.endsWith('.ts') ? new URL('../detect/worker/detection-worker.ts', import.meta.url) : new URL('../detect/detection-worker.mjs', import.meta.url);
}
