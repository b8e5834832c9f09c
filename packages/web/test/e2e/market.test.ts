/** Charts in a browser, on a real server: the market page, and the curves of a run looked at closely. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESK, listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`web with a server: skipped, ${reason}`);

let app: ServedApp;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
const asked: URL[] = [];

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  const made = await fetch(`${app.url}/api/v1/data/sample`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ bars: 100_000 }),
  });
  expect(made.ok).toBe(true);
  browser = await openBrowser();
  page = await browser.newPage(DESK);
  page.setDefaultTimeout(30_000);
  page.on("request", (request) => asked.push(new URL(request.url())));
  listen(page, complaints);
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

/** The windows of bars that were asked for in a timeframe, oldest first. */
function windowsOf(interval: string): number[] {
  return asked
    .filter(({ pathname, searchParams }) => {
      return pathname.endsWith("/market/klines") && searchParams.get("interval") === interval;
    })
    .map(({ searchParams }) => Number(searchParams.get("from")))
    .toSorted((a, b) => a - b);
}

test.skipIf(reason !== null)(
  "a data set is looked at in any timeframe, paged in as one goes back",
  async () => {
    await expect
      .poll(async () => {
        const list = await (await fetch(`${app.url}/api/v1/data?state=ready`)).json();
        return (list as { items: unknown[] }).items.length;
      })
      .toBe(1);
    await page.goto(`${app.url}/market`);
    const chart = page.locator(".klines");
    await chart.waitFor();
    await page.getByText("24 h", { exact: true }).waitFor();
    await expect.poll(() => windowsOf("1h").length).toBeGreaterThan(0);

    await page.getByRole("button", { name: "5m", exact: true }).click();
    await expect.poll(() => windowsOf("5m").length).toBeGreaterThan(0);
    await page.waitForLoadState("networkidle");
    const before = windowsOf("5m").length;
    await chart.focus();
    for (let turn = 0; turn < 8; turn++) await page.keyboard.press("PageUp");
    await expect.poll(() => windowsOf("5m").length, { timeout: 10_000 }).toBeGreaterThan(before);

    await page.getByRole("button", { name: /Indicators/ }).click();
    await page.getByLabel("BOLL", { exact: true }).check();
    await page.getByLabel("ATR", { exact: true }).check();
    const lengths = page.getByLabel(/^MA: /);
    await lengths.fill("7, nothing");
    await lengths.press("Enter");
    await expect.poll(() => lengths.getAttribute("aria-invalid")).toBe("true");
    await lengths.fill("7, 25");
    await lengths.press("Enter");
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByRole("button", { name: "5m", exact: true, pressed: true }).waitFor();
    await page.getByRole("button", { name: /Indicators/ }).click();
    await expect.poll(() => page.getByLabel(/^MA: /).inputValue()).toBe("7, 25");
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "the curves of a run have its price below them, and sharpen",
  async () => {
    await page.goto(app.url);
    await page.getByRole("button", { name: "Try five synthetic years" }).click();
    await page.getByRole("heading", { name: "Price" }).waitFor();
    expect(await page.locator(".panes .u-over").count()).toBe(4);
    const strip = page.getByRole("application", { name: /^The whole run in small/ });
    await strip.focus();
    for (let turn = 0; turn < 30; turn++) await page.keyboard.press("+");
    const equity = page.locator(".panes .u-over").first();
    const times = new Set<string>();
    // Points a few px apart are minutes apart only when the worker has sent them.
    await expect
      .poll(async () => {
        times.clear();
        for (const x of [300, 310, 320, 330]) {
          await equity.hover({ position: { x, y: 60 } });
          times.add(await page.locator(".panes .hover").first().innerText());
        }
        return times.size;
      })
      .toBe(4);
    await strip.focus();
    await page.keyboard.press("Home");
    expect(await page.locator(".strip .window").count()).toBe(0);
    expect(complaints).toEqual([]);
  },
);
