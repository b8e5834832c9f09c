/** Sweeps, searches and walk-forward, in the tab and on the server: from axes to a full run, kept and written out. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESK, listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`studies: skipped, ${reason}`);

/** On a crowded machine rows take their time. */
const PATIENT = { timeout: 30_000 };

let app: ServedApp;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
  page = await browser.newPage(DESK);
  page.setDefaultTimeout(30_000);
  listen(page, complaints);
  // What says that there is a newer app lies where these pages begin what they do.
  const newer = page.locator(".update");
  await page.addLocatorHandler(newer, () => newer.getByRole("button", { name: "Close" }).click());
  const sample = { headers: { origin: app.url }, data: { bars: 60_000 } };
  const made = await page.request.post(`${app.url}/api/v1/data/sample`, sample);
  const { id }: { readonly id: string } = await made.json();
  await page.goto(`${app.url}/data/${id}`);
  await page.getByRole("button", { name: "Open in the tab" }).click();
  await page.getByRole("link", { name: "Sweeps" }).click();
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

/** What stands in a tile. */
const fact = (name: string) =>
  page.locator(".study-facts .tile").filter({ hasText: name }).locator("strong");
const rows = () => page.getByRole("table").locator("tbody tr");

async function axis(name: string, from: string, to: string, step: string): Promise<void> {
  const editor = page.getByRole("group", { name, exact: true });
  await editor.getByLabel("from", { exact: true }).fill(from);
  await editor.getByLabel("to", { exact: true }).fill(to);
  await editor.getByLabel("by step", { exact: true }).fill(step);
}

test.skipIf(reason !== null)(
  "a sweep is counted, fills its pictures, is judged, and any of its cells opens the full run",
  async () => {
    await axis("Bid spread", "0.1", "0.6", "0.1");
    await axis("Ask spread", "0.2", "0.5", "0.1");
    await page.getByText("24 configurations").waitFor();
    await page.getByText(/^about|^less than/).waitFor();
    await page
      .getByLabel("Only where this holds, one a line")
      .fill("strategy.askSpread >= strategy.bidSpread");
    await page.getByText("14 configurations").waitFor();
    await page.getByText("10 left out").waitFor();
    await page.getByLabel("Only where this holds, one a line").fill("strategy.nothing > 1");
    await page.getByRole("alert").filter({ hasText: "strategy.nothing" }).waitFor();
    await page.getByLabel("Only where this holds, one a line").fill("");
    await page.getByText("24 configurations").waitFor();

    await page
      .getByRole("button", { name: /^Start/ })
      .first()
      .click();
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toBe("24 / 24");
    await page.locator(".verdict[data-verdict]").waitFor();
    expect(await fact("Trials").innerText()).toBe("24");
    expect(await rows().count()).toBeGreaterThan(5);
    expect(page.url()).toMatch(/\/sweeps\/[0-9a-f-]{36}$/);

    for (const name of ["Parallel coordinates", "Pareto front", "Heatmap"]) {
      await page.getByRole("tab", { name }).click();
      await page.locator(".study-result canvas").first().waitFor();
    }
    const map = page.getByRole("application");
    await map.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => map.locator("[aria-live]").innerText()).toContain("Bid spread");
    const chosen = page.locator("tr.chosen td");
    await rows().first().getByRole("button").focus();
    const values = await chosen.allInnerTexts();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${app.url}/`);
    const field = (name: string) => page.getByRole("textbox", { name, exact: true });
    expect(await field("Bid spread").inputValue()).toBe(values[1]);
    expect(await field("Ask spread").inputValue()).toBe(values[2]);
    const tile = page.getByRole("group").getByRole("button", { name: "Return" });
    await expect.poll(() => tile.innerText(), PATIENT).toContain(values[4]);

    await page.goBack();
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toBe("24 / 24");
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "a sweep is written out, shared and kept; one that was stopped goes on where it was",
  async () => {
    for (const [name, file] of [
      ["CSV", "sweep.csv"],
      ["Parquet", "sweep.parquet"],
    ] as const) {
      await page.getByRole("button", { name: "Export" }).click();
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name, exact: true }).click();
      const download = await saved;
      expect(download.suggestedFilename()).toBe(file);
      const bytes = await readFile(await download.path());
      if (name === "Parquet") expect(bytes.subarray(0, 4).toString()).toBe("PAR1");
      else expect(bytes.toString().trim().split("\n")).toHaveLength(25);
    }
    await page.getByRole("button", { name: "Share" }).click();
    const link = page.getByRole("textbox", { name: "Share" });
    await expect.poll(() => link.inputValue()).toContain("/sweeps?s=");
    const address = await link.inputValue();
    await page.keyboard.press("Escape");

    await axis("Bid spread", "0.1", "2", "0.005");
    await page.getByText("1,524 configurations").waitFor();
    await page.getByRole("button", { name: /^Start/ }).click();
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toMatch(/^[\d,]+ \/ 1,524$/);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toBe("1,524 / 1,524");
    await page.getByText(/\d+ of them were known/).waitFor();

    await page.getByRole("button", { name: "Saved" }).click();
    const kept = page.locator(".pop li").first().locator(".number");
    await expect.poll(() => kept.innerText(), PATIENT).toBe("1,524");
    await page.keyboard.press("Escape");
    await page.reload();
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toBe("1,524 / 1,524");
    await page.goto(address);
    const editor = page.getByRole("group", { name: "Bid spread", exact: true });
    await expect.poll(() => editor.getByLabel("to", { exact: true }).inputValue()).toBe("0.6");
    await page.getByText("24 configurations").waitFor();
    await page.getByText(/^about|^less than/).waitFor();
    await page.getByRole("button", { name: "Saved" }).click();
    await page.locator(".pop li").first().getByRole("link", { name: "Show" }).click();
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toBe("1,524 / 1,524");
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "a search and a walk-forward find their best and show how",
  async () => {
    await page.getByRole("link", { name: "Search", exact: true }).click();
    await page.getByLabel("Trials", { exact: true }).fill("32");
    await page.getByText("32 configurations").waitFor();
    await page
      .getByRole("button", { name: /^Start/ })
      .first()
      .click();
    await page.locator(".verdict[data-verdict]").waitFor();
    expect(await fact("Best Sharpe").innerText()).toMatch(/\d/);

    await page.getByRole("link", { name: "Walk-forward" }).click();
    await page.getByLabel("Train, days").fill("15");
    await page.getByLabel("Test, days").fill("5");
    await page.getByLabel("Trials", { exact: true }).fill("8");
    await page
      .getByRole("button", { name: /^Start/ })
      .first()
      .click();
    await expect.poll(() => fact("Windows").innerText(), PATIENT).toBe("5 / 5");
    await page.getByRole("heading", { name: "Equity out of sample" }).waitFor();
    expect(await rows().count()).toBe(5);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "a sweep on the server fills, is found again, stops, goes on, is written out, and opens its run there",
  async () => {
    await page.getByRole("link", { name: "Sweep", exact: true }).click();
    await page.getByText("on the server", { exact: true }).click();
    await axis("Bid spread", "0.1", "2", "0.0005");
    await page.getByText("15,204 configurations").waitFor();
    await page.getByRole("button", { name: /^Start/ }).click();
    const filling = /^[1-9][\d,]* \/ 15,204$/;
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toMatch(filling);
    await page.reload();
    await expect.poll(() => fact("Rows").innerText(), PATIENT).toMatch(filling);
    await page.getByRole("button", { name: /^Stop/ }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("button", { name: /^Stop/ }).click();
    await page.getByRole("button", { name: "Go on" }).waitFor();

    await axis("Bid spread", "0.1", "0.6", "0.1");
    await page.getByText("24 configurations").waitFor();
    await page.getByRole("button", { name: /^Start/ }).click();
    await page.locator(".verdict[data-verdict]").waitFor();
    expect(await fact("Rows").innerText()).toBe("24 / 24");
    await page.getByRole("button", { name: "Export" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV", exact: true }).click();
    const text = await readFile(await (await saved).path(), "utf8");
    expect(text.trim().split("\n")).toHaveLength(25);
    await page.getByRole("button", { name: "Export" }).click();
    const report = await page.getByRole("link", { name: "Report" }).getAttribute("href");
    expect(await (await page.request.get(`${app.url}${report}`)).text()).toMatch(
      /^<!doctype html/i,
    );
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Saved" }).click();
    const there = page.getByRole("region", { name: "On the server" }).getByRole("listitem");
    await there
      .nth(1)
      .getByRole("button", { name: /^Forget/ })
      .click();
    await expect.poll(() => there.count(), PATIENT).toBe(1);
    await there.getByRole("textbox", { name: "Name" }).fill("Narrow");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByRole("button", { name: "Saved" }).click();
    await expect.poll(() => there.getByRole("textbox").inputValue(), PATIENT).toBe("Narrow");
    await page.keyboard.press("Escape");
    await rows().first().getByRole("button").click();
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
    expect(complaints).toEqual([]);
  },
);
