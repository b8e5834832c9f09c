/** Every page, and what opens on it, looked at by axe in both themes: no serious finding, nothing said to the console. */
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./browser.fixture";
import { furnish, pagesOf } from "./pages.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

declare global {
  interface Window {
    /** there once its source has been evaluated */
    readonly axe: typeof axe;
  }
}

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const reason = whyNot();
if (reason !== null) console.warn(`accessibility: skipped, ${reason}`);

let app: ServedApp;
let browser: Browser;
let context: BrowserContext;
let pages: Readonly<Record<string, string>>;
/** What pages said that they should not. */
const complaints: string[] = [];

async function pageIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const loud = message.type() === "error" || message.type() === "warning";
    if (loud) complaints.push(`${new URL(page.url()).pathname}: ${message.text()}`);
  });
  return page;
}

/** What is run: everything, or what the theme changes. */
type Rules = readonly string[] | null;

/** Serious and critical findings, a line each. */
async function findings(page: Page, where: string, rules: Rules): Promise<readonly string[]> {
  const found = await page.evaluate(async (only) => {
    const some = only === null ? {} : { runOnly: [...only] };
    const { violations } = await window.axe.run({ resultTypes: ["violations"], ...some });
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
    }));
  }, rules);
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${where}: ${id}: ${nodes.slice(0, 4).join(" | ")}`);
}

async function settled(page: Page): Promise<void> {
  await page.locator("main > *").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))),
  );
}

/** What is on the page now: wide and dark, light, and as on a phone. */
async function look(page: Page, where: string): Promise<readonly string[]> {
  // By the debugger, which no rule about scripts of the page stops.
  await page.evaluate(axe.source);
  const dark = await findings(page, `${where}, dark`, null);
  await page.keyboard.press("t");
  const light = await findings(page, `${where}, light`, ["color-contrast"]);
  await page.setViewportSize(PHONE);
  await settled(page);
  const phone = await findings(page, `${where}, phone`, null);
  await page.setViewportSize(WIDE);
  await page.keyboard.press("t");
  return [...dark, ...light, ...phone];
}

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
  context = await browser.newContext({
    locale: "en-US",
    viewport: WIDE,
    reducedMotion: "reduce",
  });
  pages = pagesOf(await furnish(await context.newPage(), app.url));
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

test.skipIf(reason !== null)(
  "axe finds nothing serious on any page, wide or on a phone, dark or light",
  async () => {
    const page = await pageIn(context);
    const all: string[] = [];
    for (const [where, path] of Object.entries(pages)) {
      await page.goto(`${app.url}/${path}`);
      await settled(page);
      all.push(...(await look(page, where)));
    }
    expect(all).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  },
);

test.skipIf(reason !== null)(
  "axe finds nothing serious on the tabs of a result, and in what the keys open",
  async () => {
    const page = await pageIn(context);
    await page.goto(`${app.url}/${pages["server-run"]}`);
    const tabs = page.getByRole("tab");
    await tabs.nth(1).waitFor();
    const all: string[] = [];
    for (let at = 1; at < (await tabs.count()); at++) {
      await tabs.nth(at).click();
      await settled(page);
      all.push(...(await look(page, `tab ${await tabs.nth(at).innerText()}`)));
    }
    for (const key of ["/", "?"]) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor();
      all.push(...(await findings(page, `key ${key}`, null)));
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    expect(all).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "axe finds nothing serious on a result that the browser keeps, and at the set-up",
  async () => {
    const page = await pageIn(context);
    await page.goto(app.url);
    await page.getByRole("button", { name: "Try five synthetic years" }).click();
    await page.getByText("Kept in the history").waitFor();
    const hash = await page.locator(".result footer code").innerText();
    await page.goto(`${app.url}/results/local-${hash}`);
    await page.getByText("kept in this browser").waitFor();
    await settled(page);
    const all = [...(await look(page, "kept result"))];

    const guarded = await ServedApp.start({ logIn: true });
    const stranger = await browser.newContext({ locale: "en-US", viewport: WIDE });
    const door = await pageIn(stranger);
    await door.goto(guarded.url);
    await door.getByRole("textbox").first().waitFor();
    all.push(...(await look(door, "set-up")));
    await door.request.post(`${guarded.url}/api/v1/auth/setup`, {
      headers: { origin: guarded.url },
      data: { token: await guarded.setUpToken(), name: "ada", password: "long enough to pass" },
    });
    await door.context().clearCookies();
    await door.reload();
    await door.getByRole("button", { name: "Log in" }).waitFor();
    all.push(...(await look(door, "log-in")));
    await stranger.close();
    await guarded.end();
    expect(all).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
