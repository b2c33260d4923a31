import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import nodeUtil from 'node:util';
import type * as tfTypes from '@tensorflow/tfjs';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';

/** TensorFlow's API, the same on both backends. */
export type Tensors = typeof tfTypes;
export type Tensor2D = tfTypes.Tensor2D;
export type Tensor1D = tfTypes.Tensor1D;

/** Which TensorFlow computes. `reason` says why it is not the native one; empty where it is. */
export interface BackendReport {
  backend: 'native' | 'wasm';
  /** libtensorflow's version for `native`, that of @tensorflow/tfjs for `wasm`. */
  version: string;
  reason: string;
}

/** An open TensorFlow. */
export interface TensorBackend extends BackendReport {
  tf: Tensors;
}

const require = createRequire(import.meta.url);
const opened = new Map<string, Promise<TensorBackend>>();

/**
 * Opens TensorFlow once per thread: the native library where its binding was built, else WebAssembly (its files lie in its npm package).
 * `prefer` 'wasm', or `ANOMALYFORCE_BACKEND=wasm` in the environment, passes the native one by. The first call costs 0.2 to 1 s.
 * Throws `AF_DETECT_BACKEND_UNAVAILABLE` where neither opens.
 */
export function openTensorBackend(prefer: string = process.env['ANOMALYFORCE_BACKEND'] ?? 'native'): Promise<TensorBackend> {
  let backend = opened.get(prefer);
  if (backend === undefined) opened.set(prefer, (backend = prefer === 'wasm' ? openWasm('WebAssembly was asked for.') : openNative()));
  return backend;
}

async function openNative(): Promise<TensorBackend> {
  let tf: Tensors & { node: { backend?: unknown }; version: Record<string, string> };
  try {
    restoreRemovedUtil();
    quietenNative();
    tf = require('@tensorflow/tfjs-node') as typeof tf;
    await tf.ready();
    if (tf.getBackend() !== 'tensorflow') throw new Error(`its backend is ${tf.getBackend()}`);
  } catch (error) {
    return openWasm(`Native TensorFlow did not load: ${firstLine(error)}`);
  }
  tf.enableProdMode();
  const binding = (tf.backend() as unknown as { binding?: { TF_Version?: string } }).binding;
  return { tf, backend: 'native', version: binding?.TF_Version ?? tf.version['tfjs-node'] ?? tf.version_core, reason: '' };
}

async function openWasm(reason: string): Promise<TensorBackend> {
  try {
    const tf = require('@tensorflow/tfjs') as Tensors & { version: Record<string, string> };
    const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths: (folder: string) => void };
    wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out') + sep);
    if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend refused to start');
    await tf.ready();
    tf.enableProdMode();
    return { tf, backend: 'wasm', version: tf.version['tfjs'] ?? tf.version_core, reason };
  } catch (error) {
    throw new WorkbenchError('AF_DETECT_BACKEND_UNAVAILABLE', `TensorFlow does not start: ${firstLine(error)}. ${reason}`, { cause: error });
  }
}

/** tfjs-node 4.22 calls two functions of `util` that Node 23 removed. */
function restoreRemovedUtil(): void {
  const util = nodeUtil as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}

/** Fewer lines on standard error, and the same sums on every processor family; read by the library when it loads. */
function quietenNative(): void {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0';
}

/** Without the module search's list of folders, which names paths of this machine. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/ at .*$/, '');
}
