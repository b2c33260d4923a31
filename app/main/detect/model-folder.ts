import { existsSync } from 'node:fs';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/**
 * The folder `models/<detector>/<version>/` of this installation, as a URL that ends in `/`: the nearest above this file, which is right both from
 * source and from the bundle. Throws `AF_DETECT_MODEL_INVALID` where there is none.
 */
export function findModelFolder(detector: string, version: string): URL {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const found = new URL(`models/${detector}/${version}/`, folder);
    if (existsSync(new URL('manifest.json', found))) return found;
    if (folder.pathname === '/' || new URL('..', folder).href === folder.href) break;
  }
  throw new WorkbenchError('AF_DETECT_MODEL_INVALID', `The model ${detector} ${version} is not installed.`);
}
