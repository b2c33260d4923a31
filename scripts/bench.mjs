/* `npm run bench [-- <name> …]`: one benchmark by name with its own options, or the short ones in turn. Figures with the machine go to .cache/bench/. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './setup/steps.mjs';
import { setUp } from './setup/set-up.mjs';

const short = ['pipeline', 'latency', 'detect-advance', 'detect-events'];
const known = readdirSync(join(root, 'bench')).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -3));
const [name, ...options] = process.argv.slice(2);
if (name !== undefined && !known.includes(name)) {
  console.error(`There is no benchmark called ${name}. There are: ${known.join(', ')}.`);
  process.exit(2);
}
await setUp();
for (const one of name === undefined ? short : [name]) await run('node', ['--expose-gc', join('bench', `${one}.ts`), ...options]);
