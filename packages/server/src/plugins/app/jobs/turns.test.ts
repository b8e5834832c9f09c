import { expect, test } from "vitest";
import { HeartbeatReader } from "./heartbeat-reader.js";
import { isGone, newServerId } from "./server-identity.js";
import { Turns } from "./turns.js";
import { WaitingTimes } from "./waiting-times.js";
import { workerEnvironment } from "./worker-environment.js";

test("whoever was served longest ago is next, newcomers first", () => {
  const turns = new Turns();
  const order: (string | undefined)[] = [];
  for (const waiting of [["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "b"], ["b"], ["a", "b"]]) {
    const next = turns.next(waiting);
    order.push(next);
    if (next !== undefined) turns.serve(next);
  }
  expect(order).toEqual(["a", "b", "c", "a", "b", "a"]);
  expect(turns.next([])).toBeUndefined();
});

test("a full queue says to wait as long as a tenth of it takes, a minute at most", () => {
  const times = new WaitingTimes();
  expect(times.retryAfterMs(1, 2)).toBe(1000);
  for (let count = 0; count < 100; count++) times.note(10_000);
  expect(times.retryAfterMs(40, 2)).toBeCloseTo(20_000, -1);
  expect(times.retryAfterMs(2000, 2)).toBe(60_000);
});

test("heartbeats are read however the pipe cuts them", () => {
  const beats: number[] = [];
  const reader = new HeartbeatReader((bytes) => beats.push(bytes));
  for (const piece of ["12", "34\n56", "78\n", "1\n2\n3", "\n"]) reader.take(piece);
  expect(beats).toEqual([1234, 5678, 2, 3]);
});

test("a server is gone when its process has ended or its heartbeat has stopped", () => {
  const own = newServerId();
  expect(own).not.toBe(newServerId());
  const [host] = own.split(":");
  expect(isGone(null, 0, 0)).toBe(true);
  expect(isGone(`${host}:${process.ppid}:x`, 0, 29_000)).toBe(false);
  expect(isGone(`${host}:${process.ppid}:x`, 0, 31_000)).toBe(true);
  expect(isGone(`${host}:${process.pid}:x`, 0, 0)).toBe(true);
  expect(isGone("elsewhere:1:x", 0, 29_000)).toBe(false);
});

test("processes are told how to reach the network and nothing else", () => {
  const env = {
    PATH: "/bin",
    DATABASE_URL: "postgres://x",
    HTTPS_PROXY: "http://proxy",
    TZ: "Asia",
  };
  expect(workerEnvironment(env)).toEqual({
    PATH: "/bin",
    HTTPS_PROXY: "http://proxy",
    TZ: "UTC",
  });
});
