/** `npm run docs`: writes the pages that are derived from the code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiPage, errorsPage } from './written-pages.ts';

const folder = join(import.meta.dirname, '..', 'docs');
writeFileSync(join(folder, 'errors.md'), errorsPage());
writeFileSync(join(folder, 'api.md'), apiPage());
