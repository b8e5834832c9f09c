/** A strategy that is written in the app, in Chromium on a real server: error, trial, save, reload, run there. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESK, listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`strategies: skipped, ${reason}`);

let app: ServedApp;
let browser: Browser;
let page: Page;
/** What pages said that they should not. */
const complaints: string[] = [];
/** The compiler is loaded once, and the machine may be busy. */
const POLL = { timeout: 60_000 };

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
  page = await (await browser.newContext(DESK)).newPage();
  page.setDefaultTimeout(60_000);
  listen(page, complaints);
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const verdict = () => page.locator(".verdict").innerText();
const fills = () => page.locator(".trial .tile > strong").nth(3);

/** Types at the end of the line that has a text. */
async function typeAfter(text: string, typed: string): Promise<void> {
  await page.locator(".cm-line", { hasText: text }).first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(typed);
}

test.skipIf(reason !== null)(
  "a strategy is written, tried, saved and run on the server",
  async () => {
    await page.goto(`${app.url}/strategies`);
    await page.getByRole("link", { name: "Write one" }).click();
    await page.getByRole("textbox", { name: "Source of the strategy" }).waitFor();
    await button("Try five synthetic years").click();
    await expect.poll(verdict, POLL).toContain("Compiles");
    await expect.poll(() => fills().innerText(), POLL).toMatch(/\d/);

    await typeAfter("if (held < 1)", "\nthis.bi");
    await page.locator(".cm-tooltip-autocomplete", { hasText: "bidReach" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.type("t(1, 2);");
    await expect.poll(verdict, POLL).toContain("One problem");
    const problem = page.locator(".problems button");
    expect(await problem.innerText()).toMatch(/\d+:10[\s\S]*bit/);
    await page.locator(".cm-lint-marker-error").waitFor();
    await problem.click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Backspace");
    await expect.poll(verdict, POLL).toContain("Compiles");

    // What was not saved survives a reload.
    await typeAfter("private readonly trend", " // mine");
    await page.waitForTimeout(500);
    await page.reload();
    await page.locator(".cm-line", { hasText: "// mine" }).waitFor();
    await button("Save").click();
    await page.waitForURL(/\/strategies\/[0-9a-f]{8}-/);
    await expect
      .poll(() => page.locator(".state").innerText(), POLL)
      .toMatch(/^Saved as [0-9a-f]{8}$/);

    await typeAfter("// mine", ", twice");
    await page.keyboard.press("Control+s");
    await button("2 versions").click();
    await button("Restore").last().click();
    await page.locator(".cm-line", { hasText: /\/\/ mine$/ }).waitFor();
    await page.reload();
    await page.locator(".cm-line", { hasText: /\/\/ mine$/ }).waitFor();

    await button("Use on the Run page").click();
    await page.waitForURL((url) => url.pathname === "/");
    const kind = page.locator('[data-field="strategy.name"] select');
    await expect.poll(() => kind.inputValue(), POLL).toMatch(/^user:[0-9a-f]{64}$/);
    const name = await kind.inputValue();
    expect(await page.locator('[data-field="strategy.most"]').count()).toBe(1);

    const made = await page.request.post(`${app.url}/api/v1/data/sample`, {
      headers: { origin: app.url },
      data: { bars: 20_000 },
    });
    const { id: dataSetId }: { id: string } = await made.json();
    const set = async () => (await page.request.get(`${app.url}/api/v1/data/${dataSetId}`)).json();
    await expect.poll(async () => (await set()).state, POLL).toBe("ready");
    const config = {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      strategy: { name, spread: 0.001 },
    };
    const started = await page.request.post(`${app.url}/api/v1/runs`, {
      headers: { origin: app.url },
      data: { dataSetId, config },
    });
    const { run }: { run: { id: string } } = await started.json();
    const there = async () => (await page.request.get(`${app.url}/api/v1/runs/${run.id}`)).json();
    await expect.poll(async () => (await there()).state, POLL).toBe("done");
    await page.goto(`${app.url}/history`);
    await page
      .getByText(`MyMaker · ${name.slice(5, 13)}`)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  },
  240_000,
);
