/** The pages that need a server, in Chromium on a real one. */
import { syntheticBars, toKlineCsv } from "@perpmill/engine";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESK, listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`web on a server: skipped, ${reason}`);

let app: ServedApp;
let browser: Browser;
let page: Page;
/** What pages said that they should not. */
const complaints: string[] = [];
/** While the server is away, requests that fail are told by the browser itself. */
let serverAway = false;

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
  page = await browser.newPage(DESK);
  page.setDefaultTimeout(30_000);
  listen(page, complaints, () => serverAway);
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

const click = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const hashOf = () => page.locator("footer code").first().innerText();

test.skipIf(reason !== null)(
  "from a sample to a run on the server, to the history, a star, and away",
  async () => {
    await page.goto(`${app.url}/data`);
    await page.getByText("No data yet", { exact: false }).waitFor();
    await click("Synthetic sample");
    await page.locator("aside").getByText("Ready").waitFor();
    await click("Run on the server");
    await page.waitForURL(`${app.url}/`);
    await click("Run on the server");
    await page.waitForURL(/\/runs\//);
    await page.getByText("Computed on the server").waitFor();
    const onServer = await hashOf();
    expect(onServer).toMatch(/^[0-9a-f]{32}$/);

    await page.getByRole("link", { name: "Data" }).click();
    await page.getByRole("link", { name: /Synthetic market/ }).click();
    await click("Open in the tab");
    await page.getByText("Computed in this tab").waitFor();
    expect(await hashOf()).toBe(onServer);

    await page.getByRole("link", { name: "History" }).click();
    const row = page.getByRole("row").filter({ hasText: "dual-maker" });
    await row.getByText("Done").waitFor();
    await row.getByRole("button", { name: "Star" }).click();
    await row.getByRole("button", { name: "Remove the star" }).waitFor();
    await page.reload();
    await row.getByRole("button", { name: "Remove the star" }).waitFor();

    await row.getByRole("checkbox").check();
    await click("Delete");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No runs yet", { exact: false }).waitFor();
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "files are uploaded, checked, renamed and deleted; what cannot be read says why",
  async () => {
    const csv = Buffer.concat([...toKlineCsv(syntheticBars({ seed: 7, bars: 20_000 }))]);
    const chooser = page.locator("input[type=file]");
    await page.goto(`${app.url}/data`);
    await chooser.setInputFiles({
      name: "BTCUSDT-1m.csv",
      mimeType: "text/csv",
      buffer: csv,
    });
    const detail = page.locator("aside");
    await detail.getByText("Ready").waitFor();
    expect(await detail.getByText("20,000").count()).toBe(1);
    await click("Check the quality");
    await page.getByRole("img", { name: "Calendar of what the bars cover" }).waitFor();
    await detail.getByLabel("Name").fill("Made for a test");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Made for a test" }).waitFor();
    await detail.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete the data set" }).click();
    await page.getByText("Choose a data set").waitFor();
    expect(await page.getByRole("link", { name: "Made for a test" }).count()).toBe(0);

    const buffer = Buffer.from("these are no bars\n");
    await chooser.setInputFiles({ name: "letter.csv", mimeType: "text/csv", buffer });
    await detail.getByText("Failed").waitFor();
    await detail.getByRole("alert").waitFor();
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "the history goes on by itself after the server was killed and came back",
  async () => {
    const list = await page.request.get(`${app.url}/api/v1/data`);
    const sets: { id: string; state: string }[] = (await list.json()).items;
    const dataSetId = sets.find(({ state }) => state === "ready")?.id;
    await page.goto(`${app.url}/history`);
    await page.getByText("No runs yet", { exact: false }).waitFor();
    serverAway = true;
    await app.crash();
    await page.getByText("No connection to the server", { exact: false }).waitFor({
      state: "attached",
    });
    await app.up();
    const config = {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.003,
        askSpread: 0.003,
        size: { equityRatio: 0.02 },
      },
    };
    const started = await page.request.post(`${app.url}/api/v1/runs`, {
      headers: { origin: app.url },
      data: { dataSetId, label: "After the crash", config },
    });
    expect(started.status()).toBe(202);
    const row = page.getByRole("row").filter({ hasText: "After the crash" });
    await row.getByText("Done").waitFor();
    serverAway = false;
  },
);

test.skipIf(reason !== null)(
  "a run is followed through a reload and through a server that was killed and came back",
  async () => {
    // Five years, 32 levels worked out at every step: long enough for a reload and a restart.
    const sample = await page.request.post(`${app.url}/api/v1/data/sample`, {
      headers: { origin: app.url },
      data: { bars: 2_628_000, seed: 3 },
    });
    const { id: dataSetId } = await sample.json();
    await expect
      .poll(
        async () =>
          (await (await page.request.get(`${app.url}/api/v1/data/${dataSetId}`)).json()).state,
        { timeout: 60_000 },
      )
      .toBe("ready");
    const config = {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      output: { rejections: true },
      strategy: {
        name: "pure-maker",
        bidSpread: 0.01,
        askSpread: 0.01,
        levels: 32,
        levelSpacing: 0.0001,
        size: { equityRatio: 0.01 },
        orderRefreshMs: 1000,
      },
    };
    const started = await page.request.post(`${app.url}/api/v1/runs`, {
      headers: { origin: app.url },
      data: { dataSetId, layer: "plain", label: "A long one", config },
    });
    const { id } = (await started.json()).run;
    const detail = async () =>
      (await page.request.get(`${app.url}/api/v1/runs/${id}`)).json() as Promise<{
        state: string;
        attempt: number;
      }>;
    await page.goto(`${app.url}/runs/${id}`);
    await page.getByText(/M bars\/s/).waitFor();
    await page.reload();
    await page.getByText(/M bars\/s/).waitFor();
    expect((await detail()).state).toBe("running");
    serverAway = true;
    await app.crash();
    await page.getByText("No connection to the server", { exact: false }).waitFor();
    await app.up();
    await page.getByText("Computed on the server").waitFor({ timeout: 60_000 });
    serverAway = false;
    expect(await detail()).toMatchObject({ state: "done", attempt: 2 });
    expect(complaints).toEqual([]);
  },
);
