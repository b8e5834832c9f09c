/** What is run, in Chromium on a real server: data, range, forms, configurations that are kept and shared. */
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESK, listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`inspector: skipped, ${reason}`);

let app: ServedApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What pages said that they should not. */
const complaints: string[] = [];
const HASH = /^[0-9a-f]{32}$/;
/** Longer than fields and runs rest after the last change. */
const SETTLED_MS = 1200;
const POLL = { timeout: 30_000 };

async function newPage(): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(30_000);
  listen(opened, complaints);
  return opened;
}

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
  context = await browser.newContext({ ...DESK, acceptDownloads: true });
  page = await newPage();
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

const code = (of: Page) => of.locator(".result footer code").first();
async function hashOf(of: Page): Promise<string> {
  await expect.poll(() => code(of).innerText(), POLL).toMatch(HASH);
  return code(of).innerText();
}
/** The hash of what was changed to, once nothing more follows. */
async function hashAfter(before: string): Promise<string> {
  await expect.poll(() => code(page).innerText(), POLL).not.toBe(before);
  let last = "";
  for (let now = await hashOf(page); now !== last; now = await hashOf(page)) {
    last = now;
    await page.waitForTimeout(SETTLED_MS);
  }
  return last;
}
const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const section = (name: string) => page.locator(`[data-section="${name}"]`);
const field = (path: string) => page.locator(`[data-field="${path}"] .field`);
const inFooter = (name: string) => page.locator(".inspector footer").getByRole("button", { name });

test.skipIf(reason !== null)("data and range are chosen above the result", async () => {
  const made = await fetch(`${app.url}/api/v1/data/sample`, {
    method: "POST",
    headers: { origin: app.url, "content-type": "application/json" },
    body: JSON.stringify({ bars: 120_000, name: "Three months" }),
  });
  expect(made.ok).toBe(true);
  await page.goto(app.url);
  await page.getByRole("button", { name: "Choose data" }).click();
  await page.getByLabel("Find a data set of the server").fill("three");
  await page.getByRole("button", { name: /^Three months/ }).click();
  const whole = await hashOf(page);

  await page.getByRole("button", { name: /^2020-01-01 → / }).click();
  await page.getByLabel("Months that the bars cover").waitFor();
  await button("Last 30 days").click();
  const last = await hashAfter(whole);
  await page.getByRole("button", { name: /^2020-02 · / }).click();
  await hashAfter(last);
  await page.getByLabel("First day").fill("2020-03-20");
  await page.getByRole("button", { name: "2020-03-20 → 2020-03-20" }).waitFor();
  await button("All").click();
  await expect.poll(() => code(page).innerText(), POLL).toBe(whole);
  await page.keyboard.press("Escape");
  expect(complaints).toEqual([]);
});

test.skipIf(reason !== null)("what the engine refuses is told at once, and never run", async () => {
  const before = await hashOf(page);
  await field("strategy.bidSpread").fill("150");
  await page.getByText("strategy.bidSpread must be a number from 0 to 0.99, got 1.5").waitFor();
  const run = page.getByRole("button", { name: /^Bid spread must be a number/ });
  await run.waitFor();
  await section("instrument").getByRole("button", { name: "Instrument" }).click();
  await page.getByLabel("Rules of").selectOption("own");
  await field("instrument.makerFee").fill("");
  await run.click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest("[data-field]")?.outerHTML))
    .toContain("strategy.bidSpread");
  expect(await code(page).innerText()).toBe(before);
  await field("strategy.bidSpread").fill("0.2");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".inspector .error").count()).toBe(0);
  await field("instrument.makerFee").fill("-0.01");
  await hashAfter(before);
  expect(complaints).toEqual([]);
});

test.skipIf(reason !== null)(
  "another strategy begins with what it needs, and shows what counts",
  async () => {
    const before = await hashOf(page);
    const choose = (path: string, value: string) =>
      page.locator(`[data-field="${path}"] select`).selectOption(value);
    await choose("strategy.name", "grid");
    const centred = await hashAfter(before);
    await field("strategy.width").waitFor();
    expect(await field("strategy.lowerPrice").count()).toBe(0);

    await choose("strategy.range", "fixed");
    await page.getByText('strategy.lowerPrice is required while range = "fixed"').waitFor();
    expect(await field("strategy.width").count()).toBe(0);
    await field("strategy.lowerPrice").fill("5000");
    await field("strategy.upperPrice").fill("500");
    await page.getByText("strategy.lowerPrice must be below strategy.upperPrice").waitFor();
    expect(await code(page).innerText()).toBe(centred);
    await field("strategy.lowerPrice").fill("500");
    await field("strategy.upperPrice").fill("5000");
    const fixed = await hashAfter(centred);

    await section("quoting").getByRole("button", { name: "Quoting" }).click();
    await field("quoting.tradingHours").fill("8-20");
    await page.getByText("quoting.tradingHours at character 1").waitFor();
    await field("quoting.tradingHours").fill("08:00-20:00");
    await page.keyboard.press("Enter");
    await hashAfter(fixed);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "a configuration is kept, shared, written out and taken in again, with the same result",
  async () => {
    const mine = await hashOf(page);
    await inFooter("Saved").click();
    await page.getByLabel("Name").fill("Mine");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Mine/ }).waitFor();
    await page.getByRole("button", { name: /^Pure maker/ }).click();
    const starter = await hashAfter(mine);

    await inFooter("JSON").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button("Download").click(),
    ]);
    const written = await readFile(await download.path(), "utf8");
    expect(JSON.parse(written).strategy.name).toBe("pure-maker");
    await page.getByLabel("Configuration as JSON").last().fill('{ "instrument": "ETHUSD" }');
    await button("Apply").click();
    await page.getByRole("alert").filter({ hasText: "ETHUSD" }).first().waitFor();
    await page.keyboard.press("Escape");

    await inFooter("Saved").click();
    await page.getByRole("button", { name: /^Mine/ }).click();
    await expect.poll(() => code(page).innerText(), POLL).toBe(mine);

    await inFooter("Share").click();
    const link = page.getByLabel("Link");
    await expect.poll(() => link.inputValue()).toContain("?c=");
    const other = await newPage();
    await other.goto(await link.inputValue());
    expect(await hashOf(other)).toBe(mine);
    expect(other.url()).toBe(`${app.url}/`);

    await other.getByLabel("Open configuration").setInputFiles({
      name: "written.json",
      mimeType: "application/json",
      buffer: Buffer.from(written),
    });
    await expect.poll(() => code(other).innerText(), POLL).toBe(starter);
    await other.reload();
    expect(await hashOf(other)).toBe(starter);

    await other.goto(`${app.url}/?c=nonsense`);
    await other.getByText("The link could not be opened", { exact: false }).waitFor();
    await other.close();
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "a phone has the parameters in a sheet, below the result",
  async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.keyboard.press("Escape");
    const before = await hashOf(page);
    await button("Parameters").click();
    const slider = page.locator(".inspector input.slider").first();
    await slider.fill("800");
    await hashAfter(before);
    await page.keyboard.press("Escape");
    await expect.poll(() => slider.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  },
);
