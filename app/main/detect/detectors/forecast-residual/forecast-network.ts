import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { modelManifestSchema } from '../../../../shared/domain/model-version.ts';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import type { Tensor1D, Tensor2D, TensorBackend } from '../../worker/tensor-backend.ts';

/** Samples of a channel's past that the network sees. */
export const WINDOW = 32;
/** Per window: raw median and the raw distances of the lower and the upper edge, before the softplus that makes them positive. */
export const OUTPUTS = 3;
/** Width of the layers, input first. */
export const LAYERS = [WINDOW, 48, 24, OUTPUTS] as const;
/** Rows per call are filled up to a multiple of this, so that no row's arithmetic depends on which rows came with it. */
const ROW_BLOCK = 64;
/** Most rows in one call: keeps the tensors of a call under about 10 MB. */
const MAX_ROWS = 16_384;

/** A dense quantile forecaster, the same weights on every backend. */
export interface ForecastNetwork {
  /** `windows` [n, WINDOW] row-major → [n, OUTPUTS]: median, distance down to the 5 % quantile, distance up to the 95 % one; in the window's unit. */
  predict(windows: Float32Array, rows: number): Float32Array;
  dispose(): void;
}

/** Weights in the order kernel, bias per layer, each row-major. */
export function createForecastNetwork(backend: TensorBackend, weights: Float32Array): ForecastNetwork {
  const { tf } = backend;
  const kernels: Tensor2D[] = [];
  const biases: Tensor1D[] = [];
  let offset = 0;
  for (let layer = 0; layer + 1 < LAYERS.length; layer += 1) {
    const [inputs, outputs] = [LAYERS[layer]!, LAYERS[layer + 1]!];
    kernels.push(tf.tensor2d(weights.slice(offset, (offset += inputs * outputs)), [inputs, outputs]));
    biases.push(tf.tensor1d(weights.slice(offset, (offset += outputs))));
  }
  const call = (windows: Float32Array, rows: number): Float32Array => {
    const output = tf.tidy(() => {
      let hidden: Tensor2D = tf.tensor2d(windows, [rows, WINDOW]);
      kernels.forEach((kernel, layer) => {
        const activation = layer + 1 < kernels.length ? 'relu' : 'linear';
        hidden = tf.fused.matMul({ a: hidden, b: kernel, bias: biases[layer]!, activation }) as Tensor2D;
      });
      return hidden;
    });
    const values = output.dataSync() as Float32Array;
    output.dispose();
    return values;
  };
  return {
    predict(windows, rows) {
      const result = new Float32Array(rows * OUTPUTS);
      for (let from = 0; from < rows; from += MAX_ROWS) {
        const count = Math.min(MAX_ROWS, rows - from);
        const padded = Math.ceil(count / ROW_BLOCK) * ROW_BLOCK;
        const block = new Float32Array(padded * WINDOW);
        block.set(windows.subarray(from * WINDOW, (from + count) * WINDOW));
        const raw = call(block, padded);
        for (let row = 0; row < count; row += 1) writeQuantiles(raw, row * OUTPUTS, result, (from + row) * OUTPUTS);
      }
      return result;
    },
    dispose() {
      for (const tensor of [...kernels, ...biases]) tensor.dispose();
    },
  };
}

/** How many numbers the weights file holds. */
export function weightCount(): number {
  let count = 0;
  for (let layer = 0; layer + 1 < LAYERS.length; layer += 1) count += (LAYERS[layer]! + 1) * LAYERS[layer + 1]!;
  return count;
}

/**
 * Reads `model.json`'s weights from a model folder after checking every file against `manifest.json`.
 * Throws `AF_DETECT_MODEL_INVALID` where a file is missing, has another hash, or another size than this network.
 */
export function readForecastWeights(folder: URL): Float32Array {
  const refuse = (message: string, cause?: unknown): never => {
    throw new WorkbenchError('AF_DETECT_MODEL_INVALID', message, { cause });
  };
  const read = (name: string): Buffer => {
    try {
      return readFileSync(new URL(name, folder));
    } catch (error) {
      return refuse(`The model's file ${name} can't be read.`, error);
    }
  };
  let files: Record<string, string>;
  try {
    files = modelManifestSchema.parse(JSON.parse(read('manifest.json').toString('utf8'))).files;
  } catch (error) {
    return refuse('The model\'s manifest can\'t be read.', error);
  }
  for (const [name, hash] of Object.entries(files)) {
    if (createHash('sha256').update(read(name)).digest('hex') !== hash) refuse(`The model's file ${name} is not the one in its manifest.`);
  }
  const bytes = files['weights.bin'] === undefined ? refuse('The manifest names no weights.bin.') : read('weights.bin');
  if (bytes.byteLength !== weightCount() * 4) refuse(`The weights are ${bytes.byteLength} bytes, not ${weightCount() * 4}.`);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Rounded to 1e-5 of the window's unit: far below what matters, far above the last bits in which backends differ. */
function writeQuantiles(raw: Float32Array, from: number, result: Float32Array, to: number): void {
  result[to] = Math.round(raw[from]! * 1e5) / 1e5;
  result[to + 1] = Math.round(softplus(raw[from + 1]!) * 1e5) / 1e5 + 0.01;
  result[to + 2] = Math.round(softplus(raw[from + 2]!) * 1e5) / 1e5 + 0.01;
}

function softplus(x: number): number {
  return x > 20 ? x : Math.log1p(Math.exp(x));
}
