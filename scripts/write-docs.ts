/** `npm run docs`: writes the pages that are derived from the code, and takes over the guide's pictures. */
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiPage, errorsPage } from './written-pages.ts';

const folder = join(import.meta.dirname, '..', 'docs');
writeFileSync(join(folder, 'errors.md'), errorsPage());
writeFileSync(join(folder, 'api.md'), apiPage());

/* The guide's pictures are what the end-to-end suite saw last. */
const seen = join(import.meta.dirname, '..', '.cache', 'screens', 'guide');
if (existsSync(seen)) cpSync(seen, join(folder, 'guide', 'pictures'), { recursive: true });
