/** Eigenvectors of a symmetric matrix. */

const SWEEPS_MAX = 50;

/** A matrix of n rows and columns, f64[n · n], row by row. */
export type Matrix = Float64Array;

export function identity(n: number): Matrix {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
}

export interface Eigen {
  /** f64[n] */
  readonly values: Float64Array;
  /** column k belongs to value k */
  readonly vectors: Matrix;
}

/** Turns rows and columns p and q so that the entry between them becomes 0. */
function turn(a: Matrix, vectors: Matrix, n: number, p: number, q: number): void {
  const between = a[p * n + q];
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * between);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p];
    const kq = a[k * n + q];
    a[k * n + p] = cosine * kp - sine * kq;
    a[k * n + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < n; k++) {
    const pk = a[p * n + k];
    const qk = a[q * n + k];
    a[p * n + k] = cosine * pk - sine * qk;
    a[q * n + k] = sine * pk + cosine * qk;
    const vp = vectors[k * n + p];
    const vq = vectors[k * n + q];
    vectors[k * n + p] = cosine * vp - sine * vq;
    vectors[k * n + q] = sine * vp + cosine * vq;
  }
}

/**
 * Eigenvalues and vectors by the cyclic method of Jacobi (1846).
 * @param matrix symmetric, n rows; left as it is
 */
export function eigenOf(matrix: Matrix, n: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = identity(n);
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep++) {
    let off = 0;
    let on = 0;
    for (let i = 0; i < n; i++) {
      on += a[i * n + i] * a[i * n + i];
      for (let j = 0; j < i; j++) off += a[i * n + j] * a[i * n + j];
    }
    if (off <= 1e-30 * on) break;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) if (a[p * n + q] !== 0) turn(a, vectors, n, p, q);
    }
  }
  return { values: Float64Array.from({ length: n }, (_, k) => a[k * n + k]), vectors };
}
