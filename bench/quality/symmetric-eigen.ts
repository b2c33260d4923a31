/** Eigenvalues, falling, and their vectors as rows, of a symmetric matrix [n, n]; cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, 8.5). */
export function symmetricEigen(matrix: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let off = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) off += a[p * n + q]! ** 2;
    if (off < 1e-22) break;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, vectors, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors: Float64Array.from(order.flatMap((i) => Array.from(vectors.subarray(i * n, (i + 1) * n)))) };
}

/** Makes a[p, q] 0; `vectors` holds the turned axes as rows. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const between = a[p * n + q]!;
  if (Math.abs(between) < 1e-300) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * between);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k += 1) {
    const kp = a[k * n + p]!;
    const kq = a[k * n + q]!;
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  turnRows(a, n, p, q, c, s);
  turnRows(vectors, n, p, q, c, s);
}

function turnRows(m: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k += 1) {
    const pk = m[p * n + k]!;
    const qk = m[q * n + k]!;
    m[p * n + k] = c * pk - s * qk;
    m[q * n + k] = s * pk + c * qk;
  }
}
