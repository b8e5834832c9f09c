/** The app from a host of files, with no server: the engine in the tab. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { backtest, syntheticBars, syntheticFunding } from "@perpmill/engine";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium } from "../../../../scripts/find-chromium.mjs";
import { DESK, listen, openBrowser } from "./browser.fixture";

const WEB = fileURLToPath(new URL("../..", import.meta.url));
const chromiumPath = findChromium();
if (chromiumPath === null) console.warn("static web: skipped, there is no Chromium");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

let folder = "";
let host: Server;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

function hostOf(root: string): Server {
  return createServer(async ({ url }, response) => {
    const path = normalize(new URL(url ?? "/", "http://host").pathname);
    const file = join(root, path === "/" ? "index.html" : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.end(await readFile(file));
  });
}

beforeAll(async () => {
  if (chromiumPath === null) return;
  folder = await mkdtemp(join(tmpdir(), "perpmill-static-"));
  process.env.VITE_STATIC = "1";
  const { build } = await import("vite");
  await build({
    root: WEB,
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true, sourcemap: false },
  });
  delete process.env.VITE_STATIC;
  host = hostOf(folder).listen(0, "127.0.0.1");
  await once(host, "listening");
  browser = await openBrowser();
  page = await browser.newPage(DESK);
  page.setDefaultTimeout(60_000);
  listen(page, complaints);
});

afterAll(async () => {
  await browser?.close();
  host?.closeAllConnections();
  host?.close();
  if (folder !== "") await rm(folder, { recursive: true, force: true });
});

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return `http://127.0.0.1:${address.port}/`;
}

const hash = () => page.locator(".result footer code");
const field = (path: string) => page.locator(`[data-field="${path}"]`);
const tiles = () => page.locator(".tiles").innerText();

test.skipIf(chromiumPath === null)(
  "a sample gives the hash that Node gives, and follows a slider and a rule",
  async () => {
    await page.goto(urlOf(host));
    await page.getByRole("button", { name: "Try five synthetic years" }).waitFor();
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.filter((name) => /jetbrains|kernel|worker/.test(name))).toEqual([]);
    await page.getByRole("button", { name: "Try five synthetic years" }).click();
    await hash()
      .filter({ hasText: /^[0-9a-f]{32}$/ })
      .waitFor();

    const bars = syntheticBars({ seed: 1, bars: 2_628_000 });
    const { metrics } = await backtest({
      bars,
      funding: syntheticFunding({ seed: 1, bars }),
      config: {
        instrument: "ETHUSDT",
        account: { initialBalance: 10_000, leverage: 5 },
        strategy: {
          name: "dual-maker",
          bidSpread: 0.002,
          askSpread: 0.002,
          size: { equityRatio: 0.02 },
        },
      },
    });
    expect(await hash().innerText()).toBe(metrics.resultHash);

    const before = await tiles();
    await page.locator("input.slider").first().fill("560");
    await expect.poll(tiles, { timeout: 30_000 }).not.toBe(before);
    await hash()
      .filter({ hasText: /^[0-9a-f]{32}$/ })
      .waitFor();
    const moved = await hash().innerText();
    expect(moved).not.toBe(metrics.resultHash);

    await page.locator("aside").getByRole("button", { name: "Fills" }).click();
    await field("fills.rule").locator("select").selectOption("touch");
    await expect.poll(() => hash().innerText(), { timeout: 30_000 }).toMatch(/^[0-9a-f]{32}$/);
    await expect.poll(() => hash().innerText(), { timeout: 30_000 }).not.toBe(moved);

    await field("fills.throughTicks").locator("input.field").fill("-1");
    await field("fills.throughTicks").getByText("-1").waitFor();

    const config = {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      strategy: {
        name: "pure-maker",
        bidSpread: 0.002,
        askSpread: 0.002,
        size: { equityRatio: 0.02 },
      },
    };
    await page
      .locator("input[type=file][accept*=json]")
      .first()
      .setInputFiles({
        name: "config.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify(config)),
      });
    await expect
      .poll(() => field("strategy.name").locator("select").inputValue())
      .toBe("pure-maker");
    await expect.poll(tiles, { timeout: 30_000 }).not.toBe(before);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(chromiumPath === null)(
  "results are kept in the browser, marked, compared, deleted",
  async () => {
    await page.getByRole("link", { name: "History" }).click();
    const rows = page.locator("tbody tr").filter({ has: page.getByRole("checkbox") });
    await expect.poll(() => rows.count()).toBeGreaterThan(1);
    const before = await rows.count();
    await rows.first().getByRole("button", { name: "Star" }).click();
    await rows.first().getByRole("button", { name: "Remove the star" }).waitFor();
    await rows.first().getByRole("button", { name: "Edit label and note" }).click();
    const editor = page.getByRole("dialog");
    await editor.getByLabel("Label").fill("Of the tab");
    await editor.getByRole("button", { name: "Save" }).click();
    await page.reload();
    await page.getByRole("link", { name: "Of the tab" }).waitFor();

    await rows.nth(0).getByRole("checkbox").check();
    await rows.nth(1).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("link", { name: /^A / }).waitFor();
    await page.getByText("strategy.", { exact: false }).first().waitFor();
    await page.goBack();

    await rows.nth(1).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => rows.count()).toBe(before - 1);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(chromiumPath === null)(
  "installed, it opens and computes while its host is away",
  async () => {
    const { status, manifest } = await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const link = document.querySelector<HTMLLinkElement>("link[rel=manifest]");
      const answer = await fetch(link?.href ?? "");
      return { status: answer.status, manifest: await answer.json() };
    });
    expect(status).toBe(200);
    expect(manifest.icons.map(({ purpose }: { purpose?: string }) => purpose)).toContain(
      "maskable",
    );

    const url = urlOf(host);
    host.closeAllConnections();
    host.close();
    await expect(fetch(url)).rejects.toThrow();
    await page.goto(url);
    await page.getByRole("button", { name: "Try five synthetic years" }).click();
    await hash()
      .filter({ hasText: /^[0-9a-f]{32}$/ })
      .waitFor();
    await page.getByRole("link", { name: "History" }).click();
    await page.getByRole("link", { name: "Of the tab" }).waitFor();
    expect(complaints).toEqual([]);
  },
);
