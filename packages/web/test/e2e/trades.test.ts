/** The fills of a run, in the tab and on a server: found, explained, taken away. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`fills in the web: skipped, ${reason}`);

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.02 },
  },
};

let app: ServedApp;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

async function openPage(width: number, height: number): Promise<Page> {
  const page = await browser.newPage({ locale: "en-US", viewport: { width, height } });
  page.setDefaultTimeout(30_000);
  listen(page, complaints);
  return page;
}

const table = (page: Page) => page.getByRole("grid", { name: "Fills" });
const chosen = (page: Page) => table(page).locator('[aria-selected="true"]');
const panel = (page: Page) => page.getByRole("complementary", { name: "Why this fill" });
const sums = (page: Page) => page.locator(".sums");

async function openTrades(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Trades" }).click();
  await table(page).getByRole("gridcell").first().waitFor();
}

/** The cells of a row by the name of their column. */
async function cellsOf(page: Page): Promise<Record<string, string>> {
  const names = ["time", "side", "role", "price", "quantity"];
  const texts = names.map((name) => chosen(page).locator(`.${name}`).textContent());
  const found = await Promise.all(texts);
  return Object.fromEntries(names.map((name, i) => [name, found[i]?.trim() ?? ""]));
}

/** What is told of the chosen fill is what its row says. */
async function expectExplained(page: Page): Promise<void> {
  const { time, side, role, price, quantity } = await cellsOf(page);
  const told = panel(page);
  await told.locator(".told:not(.dimmed)").waitFor();
  const head = await told.locator("p.fill").innerText();
  for (const part of [time, side, role, `${quantity} @ ${price}`]) expect(head).toContain(part);
  const text = await told.innerText();
  expect(text).toContain(`${side} order at ${price}`);
  expect(text).toContain(`booked at ${time}`);
  const own = told.getByRole("row").filter({ hasText: "this run" });
  expect(await own.innerText()).toContain(price);
  expect(await told.locator("tbody").getByRole("row").count()).toBe(20);
  expect(await told.locator("polyline.path").count()).toBe(1);
}

test.skipIf(reason !== null)(
  "a fill is found by filter, place and key, explained as its row says, and taken away",
  async () => {
    const page = await openPage(1440, 900);
    await page.goto(app.url);
    await page.getByRole("button", { name: "Try five synthetic years" }).click();
    await page
      .locator(".result footer code")
      .filter({ hasText: /^[0-9a-f]{32}$/ })
      .waitFor();
    await openTrades(page);
    const all = Number(await table(page).getAttribute("aria-rowcount")) - 1;
    expect(all).toBeGreaterThan(10_000);

    await page.getByLabel("Role").selectOption("takeProfit");
    await page.getByLabel("Jump to a bar or time").fill("2022-06-01 12:00");
    await page.getByLabel("Jump to a bar or time").press("Enter");
    await chosen(page).waitFor();
    const first = await cellsOf(page);
    expect(first.role).toBe("Take profit");
    expect((first.time ?? "") >= "2022-06-01 12:00").toBe(true);
    await expectExplained(page);

    await table(page).focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => (await cellsOf(page)).time).not.toBe(first.time);
    await expectExplained(page);

    await page.getByRole("columnheader", { name: "P&L" }).getByRole("button").click();
    const gains = () => table(page).locator(".rows .realizedPnl").allInnerTexts();
    await expect.poll(async () => (await gains())[0]).toMatch(/^\+\d/);
    const values = (await gains()).map((text) => Number(text.replace("−", "-")));
    expect(values).toEqual([...values].sort((a, b) => b - a));

    const count = Number(await table(page).getAttribute("aria-rowcount")) - 1;
    expect(count).toBeLessThan(all);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export CSV" }).click();
    const csv = await readFile(await (await saving).path(), "utf8");
    expect(csv.trimEnd().split("\n").length).toBe(count + 1);
    await page.getByLabel("Jump to a bar or time").fill("some day");
    await page.getByLabel("Jump to a bar or time").press("Enter");
    await page.getByText("Write the number of a bar").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  },
);

test.skipIf(reason !== null)("the fills of a run of the server are explained by it", async () => {
  const page = await openPage(1440, 900);
  const headers = { origin: app.url };
  const sample = await page.request.post(`${app.url}/api/v1/data/sample`, {
    headers,
    data: { bars: 100_000 },
  });
  const { id: dataSetId } = await sample.json();
  const ready = async () =>
    (await (await page.request.get(`${app.url}/api/v1/data/${dataSetId}`)).json()).state;
  await expect.poll(ready, { timeout: 30_000 }).toBe("ready");
  const started = await page.request.post(`${app.url}/api/v1/runs`, {
    headers,
    data: { dataSetId, config: CONFIG },
  });
  const { run } = await started.json();
  await page.goto(`${app.url}/runs/${run.id}`);
  await openTrades(page);
  await table(page).getByRole("row").nth(4).click();
  await expectExplained(page);
  expect(await sums(page).innerText()).toMatch(/^[\d,]+ of [\d,]+/);
  expect(complaints).toEqual([]);
  await page.close();
});

test.skipIf(reason !== null)("on a phone the explanation is a sheet over the fills", async () => {
  const page = await openPage(390, 844);
  await page.goto(app.url);
  await page.getByRole("button", { name: "Try five synthetic years" }).click();
  await openTrades(page);
  await table(page).getByRole("row").nth(3).click();
  await panel(page).locator(".told").waitFor();
  const box = await panel(page).boundingBox();
  expect(box?.width).toBe(390);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
  await panel(page).getByRole("button", { name: "Close" }).click();
  await panel(page).waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await page.close();
});
