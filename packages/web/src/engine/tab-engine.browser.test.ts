import { expect, test } from "vitest";
import { TabEngine } from "./tab-engine";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};
const RUN = { kind: "run", config: CONFIG, points: 400, quick: false, strategy: null } as const;

/** An engine in a worker of its own; `worker` is the one that runs now. */
function start() {
  const started: Worker[] = [];
  const engine = new TabEngine(() => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    started.push(worker);
    return worker;
  });
  return { engine, started };
}

test("quick and whole runs have the same numbers, and the whole one its hashes", async () => {
  const { engine } = start();
  const facts = await engine.call({ kind: "openSample", bars: 200_000, seed: 1 });
  expect(facts).toMatchObject({ bars: 200_000, synthetic: true });
  const told: number[] = [];
  const onProgress = ({ done }: { readonly done: number }) => told.push(done);
  const whole = await engine.call(RUN, { onProgress });
  const quick = await engine.call({ ...RUN, quick: true });
  expect(whole.result.resultHash).toMatch(/^[0-9a-f]{32}$/);
  expect({ ...quick.result, timing: null }).toEqual({
    ...whole.result,
    timing: null,
    tradesHash: null,
    resultHash: null,
  });
  expect(told.at(-1)).toBe(200_000);
});

test("a run that is cancelled says so, and the next one is not disturbed", async () => {
  const { engine } = start();
  await engine.call({ kind: "openSample", bars: 1_500_000, seed: 1 });
  const stop = new AbortController();
  const cancelled = engine.call(RUN, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
  const after = await engine.call({ ...RUN, quick: true });
  expect(after.result.bars).toBe(1_500_000);
});

test("what cannot be read has the engine's code, and the bars before stay open", async () => {
  const { engine } = start();
  await engine.call({ kind: "openSample", bars: 20_000, seed: 1 });
  const files = [new File(["these are no bars\n"], "letter.csv")];
  const failed = engine.call({ kind: "openFiles", files });
  await expect(failed).rejects.toMatchObject({ name: "TabFailure", code: /^[A-Z_]+$/ });
  expect((await engine.call(RUN)).result.bars).toBe(20_000);
});

test("an envelope in parts is told as one", async () => {
  const { engine } = start();
  await engine.call({ kind: "openSample", bars: 50_000, seed: 1 });
  const shares: number[] = [];
  const { rows } = await engine.call(
    { kind: "envelope", config: CONFIG, strategy: null },
    { onProgress: ({ done, total }) => shares.push(done / (total ?? 1)) },
  );
  expect(rows).toHaveLength(30);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});

test("a worker that breaks down fails what was under way, is told of, and is replaced", async () => {
  const { engine, started } = start();
  await engine.call({ kind: "openSample", bars: 1_500_000, seed: 1 });
  const told: string[] = [];
  engine.onStopped = ({ code }) => told.push(code);
  const under = engine.call(RUN);
  started[0]?.dispatchEvent(new ErrorEvent("error", { message: "broken", cancelable: true }));
  await expect(under).rejects.toMatchObject({ code: "ENGINE_STOPPED" });
  expect(told).toEqual(["ENGINE_STOPPED"]);
  const facts = await engine.call({ kind: "openSample", bars: 20_000, seed: 2 });
  expect(facts.bars).toBe(20_000);
  expect(started).toHaveLength(2);
});
