/**
 * Trains the shipped models again: `npm run train:models -- [--data <folder of NAB's data/>] [--steps N]`.
 *
 * The forecaster learns from synthetic processes and the fault-free simulators, seeded, and, where `--data` names NAB's folder, from the files at even
 * positions (0, 2, …) of its sorted list. The result depends on the seed, the data and the backend's arithmetic; about three minutes on one core.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { modelManifestSchema } from '../app/shared/domain/model-version.ts';
import { LAYERS, OUTPUTS, weightCount, WINDOW } from '../app/main/detect/detectors/forecast-residual/forecast-network.ts';
import { forecastResidual } from '../app/main/detect/detectors/forecast-residual.ts';
import { openTensorBackend } from '../app/main/detect/worker/tensor-backend.ts';
import { createSeededRandom } from '../app/main/seeded-random.ts';
import { simulatedSeries, syntheticSeries } from './train-models-streams.ts';
import { collectWindows, type WindowSet } from './train-models-windows.ts';

const SEED = 20_261_123;
const BATCH = 512;
const QUANTILES = [0.5, 0.05, 0.95] as const;

const { values: options } = parseArgs({ options: { data: { type: 'string' }, steps: { type: 'string', default: '8000' } } });
const steps = Number(options.steps);
const { tf, backend, version: tfVersion } = await openTensorBackend();
const random = createSeededRandom(SEED);

const nab = options.data === undefined ? [] : nabSeries(options.data);
const pool = [...syntheticSeries(random.derive('synthetic'), 700), ...simulatedSeries(SEED), ...nab];
const training = collectWindows(pool.filter((_, i) => i % 10 !== 0), random.derive('pick'), 300);
const heldOut = collectWindows(pool.filter((_, i) => i % 10 === 0), random.derive('pick-held-out'), 150);
console.log(`${pool.length} series, ${training.rows} windows to learn from, ${heldOut.rows} held out; TensorFlow ${backend} ${tfVersion}`);

const variables = LAYERS.slice(1).flatMap((outputs, layer) => {
  const inputs = LAYERS[layer]!;
  const init = random.derive(`layer-${layer}`);
  const kernel = Float32Array.from({ length: inputs * outputs }, () => init.normal(0, Math.sqrt((layer + 2 < LAYERS.length ? 2 : 0.5) / inputs)));
  return [tf.variable(tf.tensor2d(kernel, [inputs, outputs])), tf.variable(tf.zeros([outputs]))];
});

const optimiser = tf.train.adam(2e-3);
const order = random.derive('order');
for (let step = 0; step < steps; step += 1) {
  (optimiser as unknown as { learningRate: number }).learningRate = 2e-5 + 1e-3 * (1 + Math.cos((Math.PI * step) / steps));
  const batch = drawBatch(training);
  const report = step % 1000 === 0;
  const loss = optimiser.minimize(() => pinballLoss(batch.windows, batch.targets, BATCH), report);
  if (loss) console.log(`step ${step}: loss ${loss.dataSync()[0]!.toFixed(4)}`);
  loss?.dispose();
}

const metrics = measure(heldOut);
console.log(metrics);
writeModel();

function drawBatch(from: WindowSet): { windows: Float32Array; targets: Float32Array } {
  const windows = new Float32Array(BATCH * WINDOW);
  const targets = new Float32Array(BATCH);
  for (let i = 0; i < BATCH; i += 1) {
    const row = order.integer(0, from.rows - 1);
    windows.set(from.windows.subarray(row * WINDOW, (row + 1) * WINDOW), i * WINDOW);
    targets[i] = from.targets[row]!;
  }
  return { windows, targets };
}

function forward(windows: Float32Array, rows: number) {
  let hidden = tf.tensor2d(windows, [rows, WINDOW]);
  for (let layer = 0; layer + 1 < LAYERS.length; layer += 1) {
    hidden = hidden.matMul(variables[2 * layer]! as typeof hidden).add(variables[2 * layer + 1]!);
    if (layer + 2 < LAYERS.length) hidden = hidden.relu();
  }
  const median = hidden.slice([0, 0], [rows, 1]);
  return [median, median.sub(tf.softplus(hidden.slice([0, 1], [rows, 1]))), median.add(tf.softplus(hidden.slice([0, 2], [rows, 1])))];
}

function pinballLoss(windows: Float32Array, targets: Float32Array, rows: number) {
  const target = tf.tensor2d(targets, [rows, 1]);
  const losses = forward(windows, rows).map((quantile, i) => {
    const error = target.sub(quantile);
    return tf.maximum(error.mul(QUANTILES[i]!), error.mul(QUANTILES[i]! - 1)).mean();
  });
  return tf.addN(losses).asScalar();
}

/** Pinball loss, the median's absolute error against repeating the last value, and how many targets lie inside the 5 … 95 % band. */
function measure(set: WindowSet): Record<string, number> {
  const outputs = forward(set.windows, set.rows).map((tensor) => tensor.dataSync());
  let error = 0;
  let naive = 0;
  let inside = 0;
  for (let i = 0; i < set.rows; i += 1) {
    error += Math.abs(set.targets[i]! - outputs[0]![i]!);
    naive += Math.abs(set.targets[i]!);
    if (set.targets[i]! >= outputs[1]![i]! && set.targets[i]! <= outputs[2]![i]!) inside += 1;
  }
  const loss = pinballLoss(set.windows, set.targets, set.rows).dataSync()[0]!;
  const round = (x: number): number => Math.round(x * 1e4) / 1e4;
  return { heldOutPinballLoss: round(loss), absoluteErrorToLastValue: round(error / naive), bandCoverage: round(inside / set.rows) };
}

/** NAB's files at even positions of the sorted list: those that constants may be fitted on. */
function nabSeries(folder: string): number[][] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.csv')).sort();
  return files.filter((_, i) => i % 2 === 0).map((name) => {
    const lines = readFileSync(`${folder}/${name}`, 'utf8').trim().split('\n').slice(1);
    return lines.map((line) => Number(line.split(',')[1]));
  });
}

function writeModel(): void {
  const version = forecastResidual.modelVersion.split('-').at(-1)!;
  const folder = new URL(`../models/${forecastResidual.name}/${version}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  const weights = new Float32Array(weightCount());
  let offset = 0;
  for (const variable of variables) {
    const part = variable.dataSync();
    weights.set(part, offset);
    offset += part.length;
  }
  const model = {
    format: 'dense-layers',
    layers: LAYERS.slice(1).map((outputs, i) => ({ inputs: LAYERS[i], outputs, activation: i + 2 < LAYERS.length ? 'relu' : 'linear' })),
    weights: 'weights.bin: float32 little-endian; per layer the kernel [inputs, outputs] row-major, then the bias [outputs]',
  };
  const files: Record<string, Buffer> = { 'weights.bin': Buffer.from(weights.buffer), 'model.json': Buffer.from(`${JSON.stringify(model, null, 2)}\n`) };
  const data = `seeded synthetic processes, fault-free simulations of the four domains${nab.length > 0 ? `, and ${nab.length} files of the Numenta Anomaly Benchmark (even positions of the sorted list)` : ''}`;
  const manifest = modelManifestSchema.parse({
    detector: forecastResidual.name,
    version,
    title: 'Quantile forecaster of the next value from the last 32',
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')])),
    input: {
      shape: [null, WINDOW], dtype: 'float32',
      features: Array.from({ length: WINDOW }, (_, k) => `value ${WINDOW - k} samples before, less the last value`),
      units: 'mean absolute step of the channel over about 64 samples, squashed by x / (1 + |x| / 8)',
    },
    output: { shape: [null, OUTPUTS], meaning: ['median of the next value less the last', 'distance down to the 5 % quantile, before softplus', 'distance up to the 95 % quantile, before softplus'] },
    threshold: forecastResidual.threshold,
    training: { data, licence: nab.length > 0 ? 'own (synthetic, simulated); MIT (NAB)' : 'own', seed: SEED, script: 'scripts/train-models.ts', rows: training.rows },
    metrics,
  });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(new URL(name, folder), bytes);
  writeFileSync(new URL('manifest.json', folder), `${JSON.stringify(manifest, null, 2)}\n`);
}
