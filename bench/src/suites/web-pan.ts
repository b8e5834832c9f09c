/** Frames a second while charts of millions of bars are dragged. */
import type { Locator, Page } from "playwright";
import type { Suite } from "../suite.js";
import { openBuiltApp, openSample, whyNoBrowser } from "../web/built-app.js";
import { type Pan, panChart } from "../web/pan.js";

const SECONDS = 6;

async function boxOf(part: Locator) {
  await part.waitFor();
  const box = await part.boundingBox();
  if (box === null) throw new Error("the chart is not to be seen");
  return box;
}

async function wheel(page: Page, part: Locator, steps: number): Promise<void> {
  const { x, y, width, height } = await boxOf(part);
  await page.mouse.move(x + width * 0.6, y + height / 2);
  for (let step = 0; step < Math.abs(steps); step++) {
    await page.mouse.wheel(0, steps > 0 ? -100 : 100);
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(1500);
}

/** Equity of every bar of five years with drawdown, inventory and price, a tenth of it in sight. */
async function panEquity(page: Page): Promise<Pan> {
  const pane = page.locator(".panes .u-over").first();
  await wheel(page, pane, 10);
  return panChart(page, await boxOf(pane), SECONDS);
}

/** Minutes of five years, some 1,300 bars in sight, with averages, volume, funding and mark. */
async function panMinutes(page: Page): Promise<Pan> {
  await page.getByRole("link", { name: "Market" }).click();
  await page.getByLabel("auto").uncheck();
  await page.getByRole("button", { name: "1m", exact: true }).click();
  const chart = page.locator(".klines");
  await page.waitForTimeout(1500);
  await wheel(page, chart, -40);
  return panChart(page, await boxOf(chart), SECONDS);
}

/** All of the bars in sight at once, as the timeframe that gives each of them a place. */
async function panAll(page: Page): Promise<Pan> {
  await page.getByLabel("auto").check();
  const chart = page.locator(".klines");
  await wheel(page, chart, -80);
  return panChart(page, await boxOf(chart), SECONDS);
}

function row(name: string, { perSecond, longestMs, within, seconds }: Pan): readonly string[] {
  const share = `${(within * 100).toFixed(0)} %`;
  return [name, perSecond.toFixed(1), share, longestMs.toFixed(0), seconds.toFixed(1)];
}

export const WEB_PAN: Suite = {
  name: "web-pan",
  whyNot: whyNoBrowser,
  async run({ folder, log }) {
    const app = await openBuiltApp(folder);
    try {
      const { page } = app;
      await openSample(page);
      await page.locator(".panes .u-over").nth(3).waitFor();
      const equity = await panEquity(page);
      log(`equity ${equity.perSecond.toFixed(1)} frames/s`);
      const minutes = await panMinutes(page);
      log(`minutes ${minutes.perSecond.toFixed(1)} frames/s`);
      const all = await panAll(page);
      log(`all ${all.perSecond.toFixed(1)} frames/s`);
      return {
        title: "Charts of millions of bars under the mouse",
        notes: [
          "Headless Chromium, 1440 x 900, drawn in software; 2,628,000 bars in the tab. The mouse drags for a second, lets go and begins again; " +
            "counted are frames while the button is down. At least 30 a second are asked for.",
          "Equity is that of every bar, with drawdown, inventory and price linked to it, a tenth of five years in sight: the worker thins each stretch again. " +
            "K-lines are a pixel wide with their averages, volume, funding and mark prices, and are paged in while they are dragged.",
        ],
        head: ["dragged", "frames/s", "within 1/30 s", "longest, ms", "s"],
        rows: [
          row("equity, drawdown, inventory and price", equity),
          row("minutes of K-lines", minutes),
          row("K-lines of all the time at once", all),
        ],
        data: { equity, minutes, all },
      };
    } finally {
      await app.end();
    }
  },
};
