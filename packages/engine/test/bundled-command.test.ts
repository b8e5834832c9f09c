/** The command as it is built: what a bundle can break that the sources do not show. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const COMMAND = join(import.meta.dirname, "../dist/cli/bin.js");
const FILES = join(import.meta.dirname, "data-files/python");

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000 },
  fills: { maxParticipation: null },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 1 } },
};

describe("the bundled command", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "perpmill-bundled-"));
    writeFileSync(join(folder, "config.json"), JSON.stringify(CONFIG));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function tradesHash(file: string): string {
    const out = join(folder, "result.json");
    const args = [COMMAND, "run", "config.json", "--data", join(FILES, file), "--no-cache"];
    const done = spawnSync(process.execPath, [...args, "--out", out], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(done.stderr).toBe("");
    expect(done.status).toBe(0);
    return JSON.parse(readFileSync(out, "utf8")).tradesHash;
  }

  it("finds the decompressors of HDF5", () => {
    const plain = tradesHash("fixed-none.h5");
    for (const file of ["fixed-blosc-lz4.h5", "fixed-bzip2.h5", "table-blosc-zstd.h5"]) {
      expect(tradesHash(file)).toBe(plain);
    }
  });

  it("can be interrupted in a strategy that never comes back", async () => {
    const endless = 'process.stdout.write("asked"); for (;;);';
    const maker = `{ id: "endless", positionMode: "oneWay", parameters: {}, quote() { ${endless} } }`;
    writeFileSync(join(folder, "endless.mjs"), `export default ${maker};`);
    const config = { ...CONFIG, strategy: { module: "./endless.mjs" } };
    writeFileSync(join(folder, "endless.json"), JSON.stringify(config));
    const data = join(FILES, "fixed-none.h5");
    const args = [COMMAND, "run", "endless.json", "--data", data, "--no-cache"];
    const child = spawn(process.execPath, args, { cwd: folder });
    const ended = once(child, "exit");
    try {
      await Promise.race([once(child.stdout, "data"), ended]);
      child.kill("SIGINT");
      expect(await ended).toEqual([null, "SIGINT"]);
    } finally {
      child.kill("SIGKILL");
    }
  }, 20_000);
});
