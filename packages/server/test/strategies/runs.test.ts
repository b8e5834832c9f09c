import { KERNEL_SHA256, KERNEL_SOURCES_SHA256 } from "@perpmill/engine";
import { beforeEach, describe, expect, test } from "vitest";
import type { TestApp, TestUser } from "../harness.fixture.js";
import { CONFIG, ended, post, putBars, runToEnd, server } from "../runs/run-data.fixture.js";
import { ENDLESS, GREEDY, MAKER, TRAPPING, written } from "./strategies.fixture.js";

const STEP_MS = 1500;

let to: TestApp;
let ann: TestUser;
let dataSetId: string;
beforeEach(async () => {
  to = await server({ strategyStepMs: STEP_MS, workerMemoryMb: 600, workers: 2 });
  ann = await to.as("user");
  dataSetId = await putBars(to, ann.id);
});

function configOf(name: string, more: object = {}) {
  return { ...CONFIG, strategy: { name, ...more } };
}

/** A run of a strategy, when it has ended. */
async function ran(name: string, user = ann) {
  const response = await post(user, { config: configOf(name), dataSetId });
  const { run } = response.json();
  if (run === undefined) throw new Error(`no run: ${response.body}`);
  await ended(to, run.id);
  return (await user.inject({ url: `/api/v1/runs/${run.id}` })).json();
}

describe("a run of a strategy that its owner wrote", () => {
  test("gives a result that names the version, is explained, and done once", async () => {
    const name = await written(ann, MAKER);
    // As a version of before has left it, whose kernel had other sources.
    const module = Buffer.from("of before");
    const left = { kernel_sha256: KERNEL_SHA256, module };
    await to.app.db.updateTable("strategy_versions").set(left).execute();
    const run = await ran(name);
    const versions = to.app.db.selectFrom("strategy_versions").select("kernel_sha256");
    expect(await versions.execute()).toEqual([{ kernel_sha256: KERNEL_SOURCES_SHA256 }]);
    expect(run).toMatchObject({ state: "done", strategy: name, strategyLabel: "maker" });
    expect(run.summary.fills).toBeGreaterThan(5);
    const metrics = await ann.inject({ url: `/api/v1/runs/${run.id}/metrics` });
    expect(metrics.json().config.strategy).toMatchObject({ name, spread: 0.002 });
    const fill = await ann.inject({ url: `/api/v1/runs/${run.id}/fills/3` });
    expect([fill.statusCode, fill.json().fill.reason]).toEqual([200, "quote"]);
    const report = await ann.inject({ url: `/api/v1/runs/${run.id}/report.html` });
    expect([report.statusCode, report.body]).toEqual([200, expect.stringContaining("user:")]);
    const again = await post(ann, { config: configOf(name), dataSetId });
    expect([again.statusCode, again.json().deduplicated]).toEqual([200, true]);
    const listed = await ann.inject({ url: `/api/v1/runs?strategy=${encodeURIComponent(name)}` });
    expect(listed.json().items).toMatchObject([{ strategy: name, strategyLabel: "maker" }]);
    const url = `/api/v1/strategies/${(await ann.inject({ url: "/api/v1/strategies" })).json().items[0].id}`;
    expect((await ann.inject({ method: "DELETE", url })).statusCode).toBe(204);
    const kept = await ann.inject({ url: `/api/v1/runs/${run.id}` });
    expect(kept.json()).toMatchObject({ strategy: name, strategyLabel: "maker" });
    const rerun = await ann.inject({ method: "POST", url: `/api/v1/runs/${run.id}/rerun` });
    expect([rerun.statusCode, rerun.json().code]).toEqual([422, "STRATEGY_UNKNOWN"]);
  });

  test("is refused where its parameters are not as the descriptor says", async () => {
    const name = await written(ann, MAKER);
    const wide = await post(ann, { config: configOf(name, { spread: 5 }), dataSetId });
    expect([wide.statusCode, wide.json()]).toMatchObject([
      422,
      { code: "CONFIG_INVALID", field: "strategy.spread" },
    ]);
  });

  test("that never comes back from a quote is ended in time, and nothing else is hurt", async () => {
    const endless = await written(ann, ENDLESS, "endless");
    const bob = await to.as("user");
    const others = await putBars(to, bob.id);
    const startedMs = performance.now();
    const stuck = ran(endless);
    const meanwhile = await runToEnd(to, bob, { dataSetId: others });
    expect(await stuck).toMatchObject({ state: "failed", error: { code: "STRATEGY_STUCK" } });
    expect(performance.now() - startedMs).toBeLessThan(STEP_MS + 30_000);
    const run = await bob.inject({ url: `/api/v1/runs/${meanwhile}` });
    expect(run.json().state).toBe("done");
    expect(to.app.pool.status().map(({ task }) => task)).not.toContain("run");
  });

  test("that takes memory without end, or traps, fails by itself", async () => {
    const greedy = await ran(await written(ann, GREEDY, "greedy"));
    expect(greedy.state).toBe("failed");
    expect(["WORKER_MEMORY", "STRATEGY_FAILED"]).toContain(greedy.error.code);
    const trapping = await ran(await written(ann, TRAPPING, "trapping"));
    expect(trapping).toMatchObject({ state: "failed", error: { code: "STRATEGY_FAILED" } });
    expect(trapping.error.message).toMatch(/bar \d+/);
  });
});

describe("over HTTP", () => {
  test("files, addresses and versions that are not there are no strategies", async () => {
    const unknown = "STRATEGY_UNKNOWN";
    const engines = /^(CONFIG_INVALID|STRATEGY_REFUSED)$/;
    for (const [name, code] of [
      ["./my-maker.ts", engines],
      ["/etc/passwd", engines],
      ["https://example.com/maker.ts", engines],
      ["nobody's", engines],
      ["user:", unknown],
      [`user:${"0".repeat(64)}`, unknown],
      ["user:../../x", unknown],
    ] as const) {
      const response = await post(ann, { config: configOf(name), dataSetId });
      expect([name, response.statusCode]).toEqual([name, 422]);
      expect(response.json().code).toMatch(code);
    }
  });

  test("another's strategy is none, and a callback is never taken", async () => {
    const name = await written(ann, MAKER);
    const bob = await to.as("user");
    const other = await putBars(to, bob.id);
    const foreign = await post(bob, { config: configOf(name), dataSetId: other });
    expect([foreign.statusCode, foreign.json().code]).toEqual([422, "STRATEGY_UNKNOWN"]);
    for (const strategy of [
      { name: { quote: "() => {}" } },
      { module: "./strategy.js" },
      { name: "callback", module: "./strategy.js" },
    ]) {
      const config = { ...CONFIG, strategy } as object as typeof CONFIG;
      const response = await post(ann, { config, dataSetId });
      expect([strategy, response.statusCode]).toEqual([strategy, 422]);
    }
  });
});
