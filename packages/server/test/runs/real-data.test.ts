/** Runs on real archives give what the command line gives. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ConfigInput } from "@perpmill/engine";
import { describe, expect, onTestFinished, test } from "vitest";
import { settled, upload } from "../data/uploads.fixture.js";
import { ended, post, server } from "./run-data.fixture.js";

const FOLDER = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const COMMAND = fileURLToPath(new URL("../../../engine/bin/perpmill.js", import.meta.url));
const there = existsSync(FOLDER);
if (!there)
  process.stdout.write("skipped: tests of runs on real data, ../shared/data is not there\n");

const BARS = "perp_1m/ETHUSDT/ETHUSDT-1m-2024-01.zip";
const MARK = "mark_1m/ETHUSDT/ETHUSDT-markPrice-1m-2024-01.zip";
const FUNDING = "funding/ETHUSDT-fundingRate.csv";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  data: { start: "2024-01-03", end: "2024-01-29T12:00Z" },
  funding: { mode: "series" },
  output: { rejections: true },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.0008,
    askSpread: 0.0008,
    size: { equityRatio: 0.05 },
  },
};

async function byCommand(folder: string): Promise<void> {
  writeFileSync(join(folder, "config.json"), JSON.stringify(CONFIG));
  const options = ["--data", FOLDER + BARS, "--mark", FOLDER + MARK, "--funding", FOLDER + FUNDING];
  const outputs = ["--out", join(folder, "RESULT.json"), "--trades", join(folder, "TRADES.csv")];
  const args = [COMMAND, "run", join(folder, "config.json"), ...options, ...outputs];
  const env = { ...process.env, PERPMILL_HOME: join(folder, "home") };
  await promisify(execFile)(process.execPath, args, { env, timeout: 60_000 });
}

describe.skipIf(!there)("a run on a month of ETHUSDT with mark prices and funding", () => {
  test("has the metrics, the trades and the report of the command line", async () => {
    const folder = mkdtempSync(join(tmpdir(), "perpmill-command-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await byCommand(folder);
    const expected = JSON.parse(readFileSync(join(folder, "RESULT.json"), "utf8"));

    const to = await server();
    const ada = await to.as("user");
    const bring = async (path: string, query = "") => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const answer = await upload(ada, [{ name, content: readFileSync(FOLDER + path) }], query);
      return (await settled(to, ada, answer.json().id)).id;
    };
    const { run } = (
      await post(ada, {
        config: CONFIG,
        dataSetId: await bring(BARS),
        markDataSetId: await bring(MARK, "?kind=mark&symbol=ETHUSDT"),
        fundingDataSetId: await bring(FUNDING, "?symbol=ETHUSDT"),
      })
    ).json();
    await ended(to, run.id);
    const get = (path: string) => ada.inject({ url: `/api/v1/runs/${run.id}/${path}` });
    const { metrics } = (await get("metrics")).json();
    expect(metrics.resultHash).toBe(expected.resultHash);
    expect(metrics.fills).toBeGreaterThan(1000);

    const result = (await get("report.json")).json();
    const { timing: _, ...sameEachTime } = expected;
    expect(result).toMatchObject(sameEachTime);
    const trades = (await get("trades?format=csv")).body;
    expect(trades === readFileSync(join(folder, "TRADES.csv"), "utf8")).toBe(true);
  });
});
