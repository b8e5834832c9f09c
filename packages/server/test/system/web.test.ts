/** The web app as it is served: files, pages, and what is not its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../src/settings/settings.js";
import { testApp } from "../harness.fixture.js";

const PAGE = '<!doctype html><html><head><title>App</title></head><body id="app"></body></html>';
const html = { accept: "text/html,*/*;q=0.8" };

async function server(settings: Partial<Settings> = {}) {
  const outside = mkdtempSync(join(tmpdir(), "perpmill-web-"));
  const webFolder = join(outside, "dist");
  mkdirSync(join(webFolder, "assets"), { recursive: true });
  writeFileSync(join(outside, "secret.txt"), "kept from everybody");
  writeFileSync(join(webFolder, "index.html"), PAGE);
  writeFileSync(join(webFolder, "favicon.svg"), "<svg/>");
  writeFileSync(join(webFolder, ".hidden"), "kept from everybody");
  writeFileSync(join(webFolder, "assets", "app-1a2b.js"), "1;");
  writeFileSync(join(webFolder, "assets", "kernel-3c4d.wasm"), "\0asm");
  const { app, close } = await testApp({ webFolder, ...settings });
  onTestFinished(async () => {
    await close();
    rmSync(outside, { recursive: true, force: true });
  });
  return app;
}

test("gives its page to everybody, at every path that a page can have", async () => {
  const app = await server();
  for (const url of ["/", "/index.html", "/runs/1234", "/data?x=1"]) {
    const { statusCode, headers, body } = await app.inject({ url, headers: html });
    expect([url, statusCode, headers["cache-control"]]).toEqual([url, 200, "no-cache"]);
    expect(body).toContain('<head><base href="/">');
    expect(headers["content-security-policy"]).toContain("'wasm-unsafe-eval'");
    expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
  }
});

test("lets browsers keep files whose names have a hash, and ask again for others", async () => {
  const app = await server();
  const script = await app.inject("/assets/app-1a2b.js");
  expect(script.headers).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": expect.stringContaining("javascript"),
  });
  const wasm = await app.inject("/assets/kernel-3c4d.wasm");
  expect(wasm.headers["content-type"]).toBe("application/wasm");
  const icon = await app.inject("/favicon.svg");
  expect(icon.headers["cache-control"]).toBe("no-cache");
  const again = await app.inject({
    url: "/favicon.svg",
    headers: { "if-none-match": String(icon.headers.etag) },
  });
  expect(again.statusCode).toBe(304);
});

test("answers 404 as a problem to what is neither a page nor a file", async () => {
  const app = await server();
  const paths = [
    "/api/v1/nothing",
    "/api",
    "/docs-nothing.txt",
    "/assets/gone.js",
    "/.hidden",
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/%00.js",
    "/assets/..%5c..%5c..%5csecret.txt",
  ];
  for (const url of paths) {
    const { statusCode, body } = await app.inject({ url, headers: html });
    expect([url, statusCode]).toEqual([url, expect.toBeOneOf([400, 403, 404])]);
    expect(JSON.parse(body)).toMatchObject({ requestId: expect.any(String) });
    expect(body).not.toContain("kept from everybody");
  }
  expect((await app.inject({ url: "/runs/1234", method: "POST" })).statusCode).toBe(404);
});

test("below a proxy's path, its page links to there", async () => {
  const app = await server({ basePath: "/perpmill" });
  for (const url of ["/perpmill/", "/perpmill/runs/1", "/runs/1"]) {
    const { body } = await app.inject({ url, headers: html });
    expect(body).toContain('<head><base href="/perpmill/">');
  }
});

test("files that browsers keep do not count as requests, pages do", async () => {
  const app = await server({ rateLimitPerAddress: 3 });
  for (let i = 0; i < 10; i++) {
    expect((await app.inject("/assets/app-1a2b.js")).statusCode).toBe(200);
  }
  expect((await app.inject("/assets/not-there.js")).statusCode).toBe(404);
  const pages = [];
  for (let i = 0; i < 4; i++)
    pages.push((await app.inject({ url: "/", headers: html })).statusCode);
  expect(pages).toEqual([200, 200, 200, 429]);
});
