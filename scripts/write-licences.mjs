/* The licences of what the packaged program holds: packages of the workbench and of the screens, and the fonts of reports. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './setup/steps.mjs';

/** Bundled into the screens, beside the package's own dependencies. */
const bundled = ['react', 'react-dom', 'react-aria-components', 'uplot', 'markdown-to-jsx', '@tableau/embedding-api'];

/** One file per package with its licence's text, and one per font's licence, into `folder`; resolves with how many of each, in words. */
export function writeLicences(folder) {
  mkdirSync(folder, { recursive: true });
  const paths = new Set();
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), ...bundled]) addWithDependencies(name, root, paths);
  for (const path of paths) {
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const texts = readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).map((file) => readFileSync(join(path, file), 'utf8'));
    writeFileSync(join(folder, `${name.replaceAll('/', '__')}-${version}.txt`), `${name} ${version}\nLicence: ${typeof license === 'string' ? license : JSON.stringify(license)}\n\n${texts.join('\n\n')}`);
  }
  const fonts = join(root, 'resources', 'fonts');
  const fontLicences = readdirSync(fonts).filter((file) => file.startsWith('LICENCE-'));
  for (const file of fontLicences) copyFileSync(join(fonts, file), join(folder, `font-${file.slice('LICENCE-'.length)}`));
  return `${paths.size} packages, ${fontLicences.length} families of fonts`;
}

/** Adds a package's folder and those of all that it needs, found as Node finds them: in the nearest `node_modules` above. What is optional and not there is left out. */
function addWithDependencies(name, from, paths) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(join(path, 'package.json'))) {
      if (paths.has(path)) return;
      paths.add(path);
      const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      for (const one of Object.keys({ ...dependencies, ...optionalDependencies })) addWithDependencies(one, path, paths);
      return;
    }
    if (folder === root) return;
  }
}
