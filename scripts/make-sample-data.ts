/**
 * Makes data/synthetic-week: seven synthetic days of minute bars, their funding and their metadata.
 * The same files on every machine; a test makes them again and compares.
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { syntheticBars, syntheticFunding, toKlineCsv } from "@perpmill/engine";

const SEED = 7;
const BARS = 7 * 1440;
const START_MS = Date.UTC(2024, 0, 1);

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The files by name. Sums are over the text, because gzip's bytes differ between versions of zlib. */
export function sampleFiles(): { csv: Buffer; funding: Buffer; metadata: object } {
  const bars = syntheticBars({ seed: SEED, bars: BARS, startMs: START_MS, symbol: "ETHUSDT" });
  const csv = Buffer.concat([...toKlineCsv(bars)]);
  const series = syntheticFunding({ seed: SEED, bars });
  const rows = Array.from(series.timeMs, (timeMs, i) => `${timeMs},${series.rate[i]}`);
  const funding = Buffer.from(`time,rate\n${rows.join("\n")}\n`);
  const last = bars.baseTimeMs + bars.timeIndex[bars.count - 1] * bars.intervalMs;
  const metadata = {
    source: `synthetic, syntheticBars({ seed: ${SEED} }) of @perpmill/engine; not a market`,
    symbol: "ETHUSDT",
    interval: "1m",
    first: new Date(START_MS).toISOString(),
    last: new Date(last).toISOString(),
    rows: bars.count,
    holes: bars.holes,
    licence: "MIT",
    sha256: { "bars.csv": sha256(csv), "funding.csv": sha256(funding) },
  };
  return { csv, funding, metadata };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL("../data/synthetic-week", import.meta.url));
  const { csv, funding, metadata } = sampleFiles();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bars.csv.gz"), gzipSync(csv, { level: 9 }));
  writeFileSync(join(folder, "funding.csv"), funding);
  writeFileSync(join(folder, "metadata.json"), `${JSON.stringify(metadata, null, 2)}\n`);
}
