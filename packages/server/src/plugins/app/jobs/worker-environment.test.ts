import { expect, test } from "vitest";
import { workerEnvironment } from "./worker-environment.js";

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
