/** How the server says how it is doing. */
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "../harness.fixture.js";

let server: TestApp;
beforeAll(async () => {
  server = await testApp({ publicDocs: true });
});
afterAll(() => server.close());

test("health says only ok, to everybody", async () => {
  const response = await server.app.inject("/api/v1/system/health");
  expect([response.statusCode, response.body]).toEqual([200, '{"status":"ok"}']);
});

test("ready says what is missing", async () => {
  const good = await server.app.inject("/api/v1/system/ready");
  expect(good.statusCode).toBe(200);
  expect(good.json()).toEqual({
    ready: true,
    checks: { database: true, dataDirectory: true, workers: true },
  });
  const broken = await testApp();
  try {
    await broken.app.db.destroy();
    const bad = await broken.app.inject("/api/v1/system/ready");
    expect(bad.statusCode).toBe(503);
    expect(bad.json()).toMatchObject({ ready: false, checks: { database: false } });
  } finally {
    await broken.close();
  }
});

test("status has the new names and the old", async () => {
  const viewer = await server.as("viewer");
  const response = await viewer.inject({ url: "/api/v1/system/status" });
  expect(response.statusCode).toBe(200);
  const status = response.json();
  expect(status).toMatchObject({
    database: "sqlite",
    queue: { queued: 0, running: 0 },
    sockets: 0,
  });
  expect(status.disk.totalBytes).toBeGreaterThan(status.disk.freeBytes);
  expect(status.application).toMatchObject({ name: "Perpmill", version: status.version });
  expect(status.performance.memory.total).toBe(status.memory.totalBytes);
  expect(response.body).not.toContain('"pid"');
  expect((await server.app.inject("/api/v1/system/status")).statusCode).toBe(401);
});

test("metrics count answers by route, never by address", async () => {
  const viewer = await server.as("viewer");
  const id = "00000000-0000-4000-8000-000000000000";
  await viewer.inject({ url: `/api/v1/runs/${id}` });
  const { body, headers } = await server.app.inject("/api/v1/system/metrics");
  expect(headers["content-type"]).toContain("text/plain; version=0.0.4");
  expect(body).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/runs\/:id",status="404"\} 1/,
  );
  expect(body).not.toContain(id);
  expect(body).toContain('perpmill_jobs{state="queued"} 0');
  expect(body).toMatch(/process_resident_memory_bytes \d+/);
});

test("metrics are JSON for those who ask for it, as the older system had them", async () => {
  const headers = { accept: "application/json" };
  const response = await server.app.inject({ url: "/api/v1/system/metrics", headers });
  expect(response.json()).toMatchObject({
    success: true,
    metrics: { perpmill_sockets: [{ labels: {}, value: 0 }] },
  });
});

test("answers are packed for those who take it, unless there is a token in them", async () => {
  const headers = { "accept-encoding": "gzip" };
  const packed = await server.app.inject({ url: "/docs/json", headers });
  expect(packed.headers["content-encoding"]).toBe("gzip");
  expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toHaveProperty("paths");
  const auth = await server.app.inject({ url: "/api/v1/auth/status", headers });
  expect(auth.headers).not.toHaveProperty("content-encoding");
});
