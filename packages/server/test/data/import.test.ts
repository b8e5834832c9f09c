/** Bringing data in from folders of the server, and made up. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { klineCsv, settled } from "./uploads.fixture.js";

const place = mkdtempSync(join(tmpdir(), "perpmill-import-"));
const folder = join(place, "market");
let server: TestApp;
let user: TestUser;
let admin: TestUser;

beforeAll(async () => {
  mkdirSync(join(folder, "sub"), { recursive: true });
  writeFileSync(join(folder, "sub", "ETHUSDT-1m-2020-01.csv"), klineCsv(500));
  writeFileSync(join(place, "secret.csv"), "secret");
  server = await testApp({ importFolders: [folder] });
  user = await server.as("user");
  admin = await server.as("admin");
});
afterAll(async () => {
  await server.close();
  rmSync(place, { recursive: true, force: true });
});

describe("folders of the server", () => {
  const list = (query: string) => admin.inject({ url: `/api/v1/data/import${query}` });

  test("are for admins, who see what is in them", async () => {
    expect((await user.inject({ url: "/api/v1/data/import" })).statusCode).toBe(403);
    expect((await list("")).json()).toMatchObject({ folders: ["market"], entries: [] });
    const inside = await list("?folder=market&path=sub");
    expect(inside.json().entries).toMatchObject([{ name: "ETHUSDT-1m-2020-01.csv", type: "file" }]);
    expect((await list("?folder=market&path=..")).statusCode).toBe(400);
    expect((await list("?folder=none")).statusCode).toBe(404);
  });

  test("give files that become a data set", async () => {
    const payload = {
      folder: "market",
      path: "sub",
      files: ["ETHUSDT-1m-2020-01.csv"],
      shared: true,
    };
    const url = "/api/v1/data/import";
    const refused = await user.inject({ method: "POST", url, payload });
    expect(refused.statusCode).toBe(403);
    const answer = await admin.inject({ method: "POST", url, payload });
    expect(answer.statusCode).toBe(202);
    const ready = await settled(server, admin, answer.json().id);
    expect(ready).toMatchObject({ state: "ready", rows: 500, origin: "import", shared: true });
    for (const files of [["../secret.csv"], ["none.csv"], ["/etc/passwd"]]) {
      const wrong = await admin.inject({
        method: "POST",
        url,
        payload: { folder: "market", files },
      });
      expect([400, 404]).toContain(wrong.statusCode);
    }
  });
});

test("a synthetic market is there at one click", async () => {
  const url = "/api/v1/data/sample";
  const answer = await user.inject({ method: "POST", url });
  expect(answer.statusCode, answer.body).toBe(202);
  const ready = await settled(server, user, answer.json().id);
  expect(ready).toMatchObject({
    state: "ready",
    origin: "synthetic",
    symbol: "SAMPLEUSDT",
    rows: 100_000,
  });
  const small = await user.inject({ method: "POST", url, payload: { seed: 7, bars: 500 } });
  expect((await settled(server, user, small.json().id)).rows).toBe(500);
  const wrong = await user.inject({ method: "POST", url, payload: { bars: 1 } });
  expect([wrong.statusCode, wrong.json().field]).toEqual([400, "body.bars"]);
});
