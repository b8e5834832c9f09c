/** The name of a row by its content: equal keys, equal rows. */
import { KERNEL_SHA256 } from "@perpmill/core-wasm";
import { createMD5, md5 } from "hash-wasm";
import { canonicalJson } from "../config/canonical-json.js";
import type { NormalisedConfig } from "../config/types.js";
import { kernelSha256Of } from "../runs/kernel-version.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import { ENGINE_VERSION } from "../version.js";
import { type SweepMetric, wantsEnvelope } from "./metric-columns.js";
import { configAt } from "./set-point.js";

type Column = Int32Array | Float64Array;

function bytesOf(column: Column): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** MD5 of all that rows have in common: data, engine, and which metrics they have. */
export async function commonKey(
  { bars, mark, funding, userStrategy }: ManyRunsInputs,
  metrics: readonly SweepMetric[],
): Promise<string> {
  const hash = await createMD5();
  hash.init();
  const { baseTimeMs, intervalMs, priceDecimals, count } = bars;
  const strategy = userStrategy?.descriptor.id ?? null;
  hash.update(
    canonicalJson({
      engine: ENGINE_VERSION,
      metrics,
      bars: { baseTimeMs, intervalMs, priceDecimals, count },
      strategy,
    }),
  );
  const { timeIndex, open, high, low, close, volume } = bars;
  const columns: (Column | null)[] = [timeIndex, open, high, low, close, volume];
  if (mark != null) columns.push(mark.openTimeMs, mark.open, mark.high, mark.low, mark.close);
  if (funding != null) columns.push(funding.timeMs, funding.rate);
  const copy = new Uint8Array(PIECE_BYTES);
  for (const column of columns) {
    hash.update(column === null ? "none" : String(column.length));
    if (column !== null) for (const piece of piecesOf(column, copy)) hash.update(piece);
  }
  return hash.digest("hex");
}

const PIECE_BYTES = 1 << 20;

/** A column piece by piece in `copy`, as hashing does not take shared memory. */
function* piecesOf(column: Column, copy: Uint8Array): Generator<Uint8Array> {
  const bytes = bytesOf(column);
  for (let at = 0; at < bytes.length; at += copy.length) {
    const piece = bytes.subarray(at, at + copy.length);
    copy.set(piece);
    yield copy.subarray(0, piece.length);
  }
}

/** SHA-256 of the builds of the kernel that a row is run with: its own, and that of the envelope's models. */
export function kernelsOfRow(
  config: Pick<NormalisedConfig, "path">,
  metrics: readonly SweepMetric[],
): readonly string[] {
  const own = kernelSha256Of(config);
  return wantsEnvelope(metrics) && own !== KERNEL_SHA256 ? [own, KERNEL_SHA256] : [own];
}

/** MD5 of a row: `common`, the configuration that is run, and what runs it. */
export function rowKey(
  common: string,
  config: NormalisedConfig,
  metrics: readonly SweepMetric[],
): Promise<string> {
  const kernels = kernelsOfRow(config, metrics).join(" ");
  return md5(`${common}\n${canonicalJson(config)}\n${kernels}`);
}

/** MD5 of a sweep: `common`, what its configuration is besides the axes, and what runs it. */
export function sweepKey(
  common: string,
  config: NormalisedConfig,
  paths: readonly string[],
): Promise<string> {
  const moved = paths.map(() => null);
  const fixed = configAt(config, paths, moved);
  const names = [...paths].sort().join(" ");
  return md5(`${common}\n${names}\n${canonicalJson(fixed)}\n${kernelSha256Of(config)}`);
}
