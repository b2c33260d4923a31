/*
 * Native TensorFlow for @tensorflow/tfjs-node. Its own installation downloads libtensorflow and a binding; where that place can't be reached, the
 * library comes out of the PyPI wheel of TensorFlow, checked by hash, and the binding is compiled here (Node-API, two files of C++).
 * Where neither works the workbench computes with WASM and says so. The outcome lies in dist/setup.json, which doctor and screens read.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, hashOf, root, run, size, step } from './steps.mjs';

const wheel = {
  name: 'tensorflow-cpu==2.18.1',
  sha256: '810c75d7149d2da0cb2092187817b0dcabb80728ca9f9cf3a61f3f42fadd1298',
  platform: 'linux-x64',
};
const packageFolder = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
const binding = join(packageFolder, 'lib', 'napi-v8', 'tfjs_binding.node');
const outcomeFile = join(root, 'dist', 'setup.json');

/** Brings it, once; never throws: WASM is the way out. */
export async function bringNativeTensorFlow() {
  if (existsSync(binding) && existsSync(join(packageFolder, 'deps', 'lib'))) return;
  if (existsSync(outcomeFile) && JSON.parse(readFileSync(outcomeFile, 'utf8')).tensorflow?.native === false && process.env.ANOMALYFORCE_RETRY_NATIVE !== '1') {
    console.log('! Detection computes with WASM: native TensorFlow could not be had earlier. ANOMALYFORCE_RETRY_NATIVE=1 tries again.');
    return;
  }
  const ways = [['upstream', fromUpstream], ['PyPI wheel', fromWheel]];
  const failures = [];
  for (const [name, way] of ways) {
    try {
      await step(`native TensorFlow from the ${name}`, way);
      return keepOutcome({ native: true, from: name });
    } catch (error) {
      failures.push(`${name}: ${error.message.split('\n').slice(0, 3).join(' ').slice(0, 300)}`);
    }
  }
  rmSync(join(packageFolder, 'lib'), { recursive: true, force: true });
  keepOutcome({ native: false, reason: failures.join('; ') });
  console.log('! Detection will compute with WASM: slower for many series at once, the same results. Install python3 with pip and g++, then set ANOMALYFORCE_RETRY_NATIVE=1 and run this again.');
}

function keepOutcome(tensorflow) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(outcomeFile, JSON.stringify({ tensorflow }, null, 1));
}

/** The package's own installation script. */
async function fromUpstream() {
  try {
    await run('node', ['scripts/install.js'], { cwd: packageFolder, quiet: true, timeoutMs: 90_000 });
  } catch (error) {
    rmSync(join(packageFolder, 'deps'), { recursive: true, force: true });
    throw new Error(/ENOTFOUND|ECONN|EAI_AGAIN/.test(error.message) ? 'its download is not reachable from here' : error.message);
  }
  if (!existsSync(binding)) throw new Error('its script made no binding');
}

async function fromWheel() {
  if (`${process.platform}-${process.arch}` !== wheel.platform) throw new Error(`the pinned wheel is for ${wheel.platform}`);
  const native = join(cacheFolder, `tensorflow-2.18.1-${wheel.platform}`);
  if (!existsSync(join(native, 'complete'))) await extractWheel(native);
  await compileBinding(native);
  return `TensorFlow 2.18.1, ${size(630 * 2 ** 20)} library kept in the cache for other checkouts`;
}

async function extractWheel(native) {
  const work = mkdtempSync(join(tmpdir(), 'anomalyforce-tensorflow-'));
  try {
    console.log('  downloading the wheel (230 MB)');
    await run('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--python-version', '311', '--platform', 'manylinux2014_x86_64', '--dest', work, wheel.name], { quiet: true });
    const file = join(work, readdirSync(work).find((name) => name.endsWith('.whl')));
    const found = hashOf(file);
    if (found !== wheel.sha256) throw new Error(`the wheel's sha256 is ${found}, not the pinned ${wheel.sha256}`);
    console.log('  unpacking library and headers');
    await run('python3', ['-c', extractScript, file, work], { quiet: true });
    rmSync(native, { recursive: true, force: true });
    mkdirSync(native, { recursive: true });
    for (const part of ['lib', 'include']) await run('cp', ['-r', join(work, 'out', part), join(native, part)], { quiet: true });
    writeFileSync(join(native, 'complete'), wheel.sha256);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const extractScript = `
import sys, zipfile, os, shutil
wheel, work = sys.argv[1], sys.argv[2]
names = {'tensorflow/libtensorflow_cc.so.2': 'lib/libtensorflow.so', 'tensorflow/libtensorflow_framework.so.2': 'lib/libtensorflow_framework.so'}
with zipfile.ZipFile(wheel) as z:
    for i in z.infolist():
        if i.is_dir(): continue
        to = names.get(i.filename) or ('include/' + i.filename[len('tensorflow/include/'):] if i.filename.startswith('tensorflow/include/') and '..' not in i.filename else None)
        if to is None: continue
        path = os.path.join(work, 'out', to)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with z.open(i) as source, open(path, 'wb') as out: shutil.copyfileobj(source, out, 1 << 20)
`;

/** Two files of C++ against the C API; the libraries are linked from the cache, under the names that the loader asks for. */
async function compileBinding(native) {
  const deps = join(packageFolder, 'deps');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, 'lib'), { recursive: true });
  for (const name of ['libtensorflow', 'libtensorflow_framework']) {
    copyFileSync(join(native, 'lib', `${name}.so`), join(deps, 'lib', `${name}.so`), 2 /* clone where the file system can */);
  }
  symlinkSync('libtensorflow.so', join(deps, 'lib', 'libtensorflow_cc.so.2'));
  symlinkSync('libtensorflow_framework.so', join(deps, 'lib', 'libtensorflow_framework.so.2'));
  mkdirSync(join(packageFolder, 'lib', 'napi-v8'), { recursive: true });
  const made = `${binding}.new`;
  await run('g++', [
    '-shared', '-fPIC', '-O2', '-std=c++17', '-w', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION',
    `-I${packageFolder}`, `-I${join(root, 'node_modules', 'node-api-headers', 'include')}`, `-I${join(native, 'include')}`,
    join(packageFolder, 'binding', 'tfjs_backend.cc'), join(packageFolder, 'binding', 'tfjs_binding.cc'),
    `-L${join(deps, 'lib')}`, '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', made,
  ], { quiet: true });
  renameSync(made, binding);
  await run('node', ['-e', "const u=require('util');u.isNullOrUndefined??=(v)=>v==null;u.isArray??=Array.isArray;const t=require('@tensorflow/tfjs-node');if(t.tensor1d([2]).square().dataSync()[0]!==4)process.exit(1)"], { quiet: true });
}
