import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetectorCard } from '../../../shared/api/views.ts';
import { modelManifestSchema } from '../../../shared/domain/model-version.ts';
import { detectorKinds } from '../../detect/detector-registry.ts';
import type { Host } from '../host.ts';

/** The detectors to choose from, the default first, with the manifest of the shipped model where it loads one. */
export function detectorCards({ host }: { host: Pick<Host, 'installFolder'> }): DetectorCard[] {
  return detectorKinds.map(({ name, title, assumes, fails, modelVersion, shippedModel, threshold, warmUp }) => ({
    name, title, assumes, fails, modelVersion, threshold, warmUp,
    manifest: shippedModel === null ? null : modelManifestSchema.parse(JSON.parse(readFileSync(join(host.installFolder, 'models', name, shippedModel, 'manifest.json'), 'utf8'))),
  }));
}
