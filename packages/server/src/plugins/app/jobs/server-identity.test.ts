import { expect, test } from "vitest";
import { isGone, newServerId } from "./server-identity.js";

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
