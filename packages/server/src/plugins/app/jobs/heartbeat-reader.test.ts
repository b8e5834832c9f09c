import { expect, test } from "vitest";
import { type Heartbeat, HeartbeatReader } from "./heartbeat-reader.js";

test("heartbeats are read however the pipe cuts them", () => {
  const beats: Heartbeat[] = [];
  const reader = new HeartbeatReader((beat) => beats.push(beat));
  for (const piece of ["12", "34 0\n56", "78 1", "7\n", "1 0\n2 0\n3 4", "\n"]) reader.take(piece);
  expect(beats).toEqual([
    { memoryBytes: 1234, step: 0 },
    { memoryBytes: 5678, step: 17 },
    { memoryBytes: 2, step: 0 },
    { memoryBytes: 3, step: 4 },
  ]);
});
