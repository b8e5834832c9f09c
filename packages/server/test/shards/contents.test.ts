/** What workers fetch: once, by its hash, with a key, and checked whoever answers. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { DataManifest } from "../../src/schemas/workers.js";
import { ContentStore } from "../../src/worker/content-store.js";
import { ServerClient } from "../../src/worker/server-client.js";
import { testApp } from "../harness.fixture.js";
import { putBars } from "../runs/run-data.fixture.js";
import { putStudy, sweepOver, workersKey } from "./machines.fixture.js";

const LIVING = new AbortController().signal;

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), "perpmill-machine-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** A server that listens, with a study that waits for a data set. */
async function serve() {
  const server = await testApp({ workers: 1, allowedHosts: ["localhost:80"] });
  const url = await server.app.listen({ host: "127.0.0.1", port: 0 });
  const owner = await server.as("user");
  const dataSetId = await putBars(server, owner.id, { bars: 5000 });
  const studyId = await putStudy({ server, owner, dataSetId }, sweepOver(10), 10);
  const { content_hash } = await server.app.db
    .selectFrom("data_sets")
    .select("content_hash")
    .where("id", "=", dataSetId)
    .executeTakeFirstOrThrow();
  return {
    server,
    url,
    owner,
    studyId,
    hash: content_hash ?? "",
    apiKey: await workersKey(server),
  };
}

let served: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.server.close());

/** Somebody who answers in the server's place. @returns his address */
async function impostor(answer: RequestListener): Promise<string> {
  const http = createServer(answer).listen(0, "127.0.0.1");
  onTestFinished(() => void http.close());
  await new Promise((resolve) => http.once("listening", resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

test("a data set comes once, whole, and is looked through again by the next process", async () => {
  const { server, url, hash, apiKey } = served;
  let requests = 0;
  server.app.server.on("request", () => void requests++);
  const home = newHome();
  const open = () => new ContentStore(home, new ServerClient({ url, apiKey }), LIVING);
  const store = open();
  const [first, same] = await Promise.all([store.data(hash), store.data(hash)]);
  expect(same).toEqual(first);
  expect(first).toMatchObject({ contentHash: hash, options: { symbol: "ETHUSDT" } });
  const [path = ""] = first.paths;
  expect(path.startsWith(join(home, "worker", "data", hash))).toBe(true);
  const whole = readFileSync(path);
  expect(requests).toBe(2);
  await open().data(hash);
  expect(requests).toBe(2);

  writeFileSync(path, whole.subarray(0, 1000));
  await open().data(hash);
  expect(readFileSync(path)).toEqual(whole);
  expect(requests).toBe(4);
});

test("a file that was cut off goes on where it ended", async () => {
  const { url, hash, apiKey } = served;
  const client = new ServerClient({ url, apiKey });
  const [whole, part] = [join(newHome(), "whole"), join(newHome(), "part")];
  await client.file(hash, 0, whole, LIVING);
  const bytes = readFileSync(whole);
  writeFileSync(part, bytes.subarray(0, 12_345));
  await client.file(hash, 0, part, LIVING);
  expect(readFileSync(part)).toEqual(bytes);
  await client.file(hash, 0, part, LIVING);
  expect(readFileSync(part)).toEqual(bytes);
});

test("whoever answers in its place can give a worker nothing else", async () => {
  const { url, hash, apiKey } = served;
  const manifest = await new ServerClient({ url, apiKey }).manifest(hash, LIVING);
  const [file] = manifest.files;
  const store = async (said: DataManifest, bytes = "something else") => {
    const at = await impostor((request, response) =>
      response.end(request.url?.includes("/files/") ? bytes : JSON.stringify(said)),
    );
    return new ContentStore(newHome(), new ServerClient({ url: at, apiKey }), LIVING);
  };
  const others = { ...manifest, files: [{ ...file, bytes: 14 }] } as DataManifest;
  await expect((await store(others)).data(hash)).rejects.toThrow("of another hash");
  const outside = { ...manifest, files: [{ ...file, name: "../../secret" }] } as DataManifest;
  await expect((await store(outside)).data(hash)).rejects.toThrow("no plain name");
  await expect((await store(manifest)).data(hash)).rejects.toThrow("came damaged");
  await expect((await store(manifest)).data("../../etc")).rejects.toThrow("no hash");
  const module = (await store(manifest)).module("a".repeat(64), "b".repeat(64));
  await expect(module).rejects.toThrow("came damaged");
});

test("a server that is away for a moment is asked again", async () => {
  const { url, hash, apiKey } = served;
  const manifest = await new ServerClient({ url, apiKey }).manifest(hash, LIVING);
  let asked = 0;
  const at = await impostor((_, response) => {
    asked += 1;
    response.statusCode = asked === 1 ? 503 : 200;
    response.end(asked === 1 ? "" : JSON.stringify(manifest));
  });
  const client = new ServerClient({ url: at, apiKey });
  expect(await client.manifest(hash, LIVING)).toEqual(manifest);
  expect(asked).toBe(2);
});

test("only a key for workers gets it, and only while a study needs it", async () => {
  const { server, url, owner, studyId, hash, apiKey } = served;
  const get = (key: string | null, what = `data/${hash}`) =>
    new ServerClient({ url, apiKey: key }).manifest(what.replace("data/", ""), LIVING);
  await expect(get(null)).rejects.toMatchObject({ status: 401 });
  await expect(get("pmk_made-up")).rejects.toMatchObject({ status: 401 });
  await expect(get(apiKey, `data/${"0".repeat(64)}`)).rejects.toMatchObject({ status: 404 });
  const byOwner = await owner.inject({ url: `/api/v1/workers/data/${hash}` });
  expect(byOwner.statusCode).toBe(403);
  expect((await get(apiKey)).contentHash).toBe(hash);
  const runs = await fetch(`${url}/api/v1/runs`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(runs.status).toBe(403);
  const ended = { state: "done" } as const;
  await server.app.db.updateTable("studies").set(ended).where("id", "=", studyId).execute();
  await expect(get(apiKey)).rejects.toMatchObject({ status: 404 });
});
