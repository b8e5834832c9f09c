import { expect, test } from "vitest";
import { HeartbeatReader } from "./heartbeat-reader.js";

test("heartbeats are read however the pipe cuts them", () => {
  const beats: number[] = [];
  const reader = new HeartbeatReader((bytes) => beats.push(bytes));
  for (const piece of ["12", "34\n56", "78\n", "1\n2\n3", "\n"]) reader.take(piece);
  expect(beats).toEqual([1234, 5678, 2, 3]);
});
