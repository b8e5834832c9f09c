import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromCompiler, ToCompiler } from "./protocol";
import { TabCompiler } from "./tab-compiler";

/** Answers only when it is told to. */
class SilentWorker extends EventTarget {
  readonly asked: ToCompiler[] = [];
  ended = false;
  postMessage(message: ToCompiler): void {
    this.asked.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromCompiler): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

let workers: SilentWorker[];
let compiler: TabCompiler;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  workers = [];
  compiler = new TabCompiler(() => {
    const worker = new SilentWorker();
    workers.push(worker);
    return worker as Partial<Worker> as Worker;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const FAILED = {
  error: { code: "STRATEGY_INVALID", message: "no", hint: null, field: null },
  diagnostics: [],
} as const;

test("sources that come while one is compiled make way for the newest", async () => {
  const first = compiler.compile("1", "fast").catch((error) => error.code);
  const second = compiler.compile("2", "fast").catch((error) => error.code);
  const third = compiler.compile("3", "fast").catch((error) => error.code);
  expect(await second).toBe("ABORTED");
  expect(workers[0]?.asked.map(({ source }) => source)).toEqual(["1"]);
  workers[0]?.say({ type: "failed", id: 1, ...FAILED });
  expect(await first).toBe("STRATEGY_INVALID");
  expect(workers[0]?.asked.map(({ source }) => source)).toEqual(["1", "3"]);
  workers[0]?.say({ type: "failed", id: 2, ...FAILED });
  expect(await third).toBe("STRATEGY_INVALID");
});

test("a compiler that does not answer in time is replaced", async () => {
  const loading = compiler.compile("1", "fast").catch((error) => error.code);
  vi.advanceTimersByTime(30_000);
  workers[0]?.say({ type: "failed", id: 1, ...FAILED });
  expect(await loading).toBe("STRATEGY_INVALID");
  const stuck = compiler.compile("2", "fast").catch((error) => error.code);
  const next = compiler.compile("3", "fast").catch((error) => error.code);
  vi.advanceTimersByTime(20_001);
  expect(await stuck).toBe("ENGINE_STOPPED");
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  workers[1]?.say({ type: "failed", id: 3, ...FAILED });
  expect(await next).toBe("STRATEGY_INVALID");
});
