/**
 * Weighted sums of rows: every row with every set of weights, four periods at a time, in single
 * precision. The order of additions is fixed, so that the host's twin gives the same bits.
 */

function addUp(lanes: v128): f32 {
  const low: f32 = f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1);
  const high: f32 = f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3);
  return low + high;
}

/** Two rows with four sets of weights, which lie `bytes` apart, as the rows do. */
function sumTile(row: usize, weights: usize, bytes: usize, sums: usize, stride: usize): void {
  const second: usize = row + bytes;
  const weightsB: usize = weights + bytes;
  const weightsC: usize = weightsB + bytes;
  const weightsD: usize = weightsC + bytes;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  let e = f32x4.splat(0);
  let f = f32x4.splat(0);
  let g = f32x4.splat(0);
  let h = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(row + at);
    const y = v128.load(second + at);
    let w = v128.load(weights + at);
    a = f32x4.add(a, f32x4.mul(x, w));
    e = f32x4.add(e, f32x4.mul(y, w));
    w = v128.load(weightsB + at);
    b = f32x4.add(b, f32x4.mul(x, w));
    f = f32x4.add(f, f32x4.mul(y, w));
    w = v128.load(weightsC + at);
    c = f32x4.add(c, f32x4.mul(x, w));
    g = f32x4.add(g, f32x4.mul(y, w));
    w = v128.load(weightsD + at);
    d = f32x4.add(d, f32x4.mul(x, w));
    h = f32x4.add(h, f32x4.mul(y, w));
  }
  store<f32>(sums, addUp(a));
  store<f32>(sums, addUp(b), 4);
  store<f32>(sums, addUp(c), 8);
  store<f32>(sums, addUp(d), 12);
  store<f32>(sums + stride, addUp(e));
  store<f32>(sums + stride, addUp(f), 4);
  store<f32>(sums + stride, addUp(g), 8);
  store<f32>(sums + stride, addUp(h), 12);
}

/**
 * Writes f32[rows · sets], the sums of a row after each other.
 * @param row f32[rows · periods], aligned to 16; `rows` is even
 * @param weights f32[sets · periods], aligned to 16; `sets` is a multiple of 4
 * @param periods a multiple of 4
 */
export function weightedSums(
  row: usize,
  weights: usize,
  sums: usize,
  rows: i32,
  periods: i32,
  sets: i32,
): void {
  const bytes: usize = (<usize>periods) << 2;
  const stride: usize = (<usize>sets) << 2;
  // Weights outside, so that four sets stay in the nearest cache while all rows pass.
  for (let set: i32 = 0; set < sets; set += 4) {
    const at: usize = weights + <usize>set * bytes;
    for (let pair: i32 = 0; pair < rows; pair += 2) {
      const out: usize = sums + <usize>pair * stride + ((<usize>set) << 2);
      sumTile(row + <usize>pair * bytes, at, bytes, out, stride);
    }
  }
}
