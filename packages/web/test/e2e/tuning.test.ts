/** A slider and its curve, the engine's tab and the server's hash, in Chromium on a real server. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESK, listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`tuning: skipped, ${reason}`);

let app: ServedApp;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
  page = await browser.newPage(DESK);
  page.setDefaultTimeout(60_000);
  listen(page, complaints);
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

const hashed = () =>
  page
    .locator(".result footer code")
    .filter({ hasText: /^[0-9a-f]{32}$/ })
    .innerText();
const version = async () =>
  Number(await page.locator("[data-version]").getAttribute("data-version"));
const tile = (name: string) => page.getByRole("group").getByRole("button", { name });

/** Moves the first slider of the page through positions, 16 ms apart, and tells what was shown meanwhile. */
function drag(positions: readonly number[]) {
  return page.evaluate(async (all) => {
    const slider = document.querySelector<HTMLInputElement>("input[type=range]");
    const result = document.querySelector<HTMLElement>("[data-version]");
    if (slider === null || result === null) throw new Error("no slider or no result");
    const versions: number[] = [];
    let fewest = Number.POSITIVE_INFINITY;
    const observer = new MutationObserver(() => {
      versions.push(Number(result.dataset.version));
      fewest = Math.min(fewest, result.querySelectorAll("canvas").length);
    });
    observer.observe(result, { attributeFilter: ["data-version"] });
    for (const position of all) {
      slider.value = String(position);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 16));
    }
    await new Promise((resolve) => setTimeout(resolve, 2500));
    observer.disconnect();
    return { versions, fewest };
  }, positions);
}

test.skipIf(reason !== null)(
  "the curve follows a slider and never goes backwards; the same place gives the same hash",
  async () => {
    await page.goto(`${app.url}/data`);
    await page.getByRole("button", { name: "Synthetic sample" }).first().click();
    await page.locator("aside").getByText("Ready").waitFor();
    await page.getByRole("button", { name: "Open in the tab" }).click();
    const first = await hashed();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

    const slider = page.locator("input[type=range]").first();
    const start = Number(await slider.inputValue());
    const before = await version();
    const canvases = await page.locator(".result canvas").count();
    const { versions, fewest } = await drag(Array.from({ length: 60 }, (_, i) => start + 3 * i));
    expect(versions.length).toBeGreaterThan(3);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions[0]).toBeGreaterThan(before);
    expect(fewest).toBe(canvases);
    expect(await hashed()).not.toBe(first);

    await drag([start]);
    expect(await hashed()).toBe(first);
    await page.getByRole("button", { name: "Compare with the server" }).click();
    await page.getByText("The server has the same hash").waitFor();
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "numbers explain themselves to the keyboard, and a pin shows how far others are from it",
  async () => {
    await tile("Return").focus();
    const tip = tile("Return").getByRole("tooltip", { includeHidden: true });
    await expect.poll(() => tip.isVisible()).toBe(true);
    expect(await tip.innerText()).toContain("final equity ÷ initial balance − 1");
    await page.keyboard.press("Escape");
    await expect.poll(() => tip.isVisible()).toBe(false);

    await page.getByRole("tab", { name: "Overview" }).focus();
    await page.keyboard.press("p");
    await drag([700, 640]);
    await expect.poll(() => tile("Return").innerText()).toMatch(/Δ [+−]/);
    await page.getByRole("tab", { name: "Overview" }).focus();
    await page.keyboard.press("p");
    await expect.poll(() => tile("Return").innerText()).not.toContain("Δ");

    await page.getByRole("tab", { name: "Overview" }).focus();
    for (const [name, text] of [
      ["Attribution", "The parts add up to the total."],
      ["Returns", "of them with a gain"],
      ["All numbers", "Largest short"],
    ] as const) {
      for (let steps = 0; steps < 6; steps++) {
        const chosen = page.getByRole("tab", { selected: true });
        if ((await chosen.innerText()).trim() === name) break;
        await page.keyboard.press("ArrowRight");
      }
      await page.getByText(text).first().waitFor();
    }
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "all assumptions run by one click, and stop by another; a worker that breaks down is replaced",
  async () => {
    await page.getByRole("tab", { name: "Assumptions" }).click();
    const start = page.getByRole("button", { name: "Run all assumptions" });
    await start.click();
    await page.getByRole("button", { name: "Stop" }).click();
    await start.click();
    await page.getByText(/of 30 combinations end with a gain/).waitFor();
    expect(await page.locator("table").last().locator("tbody tr").count()).toBe(30);

    await page.getByRole("tab", { name: "Overview" }).click();
    const before = await hashed();
    const [worker] = page.workers();
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error("broken by a test");
      });
    });
    const alert = page.getByRole("alert").filter({ hasText: "ENGINE_STOPPED" });
    await alert.waitFor();
    await alert.getByRole("button", { name: "Try again" }).click();
    await alert.waitFor({ state: "detached" });
    expect(await hashed()).toBe(before);
    // The browser tells of what broke the worker; nothing else may be said.
    expect(complaints.filter((text) => !text.includes("broken by a test"))).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "esc cancels a run: what was shown stays, and the next run goes through",
  async () => {
    await page.goto(app.url);
    await page.getByRole("button", { name: "Try five synthetic years" }).click();
    const first = await hashed();
    const shown = await version();
    await page.getByLabel("Run while I move").uncheck();
    await page.getByLabel("Kind").selectOption("pure-maker");
    await page.getByRole("textbox", { name: "Levels", exact: true }).fill("32");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Equity" }).click();

    const stop = page.getByRole("button", { name: /^Stop/ });
    await page.keyboard.press("r");
    await stop.waitFor();
    await page.keyboard.press("Escape");
    await stop.waitFor({ state: "detached" });
    expect(await version()).toBe(shown);
    expect(await hashed()).toBe(first);

    await page.keyboard.press("r");
    await stop.waitFor();
    await stop.waitFor({ state: "detached" });
    expect(await version()).toBeGreaterThan(shown);
    expect(await hashed()).not.toBe(first);
    expect(complaints).toEqual([]);
  },
);
