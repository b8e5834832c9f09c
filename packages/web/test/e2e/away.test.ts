/** The app of a server that is away: what was kept of it opens, computes in the tab, and finds the server again. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESK, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`the app of a server that is away: skipped, ${reason}`);

let app: ServedApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start();
  browser = await openBrowser();
  page = await browser.newPage(DESK);
  page.setDefaultTimeout(90_000);
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

const data = () => page.getByRole("link", { name: "Data", exact: true });

test.skipIf(reason !== null)(
  "it opens from what was kept, computes in the tab, and goes on when the server is back",
  async () => {
    await page.goto(`${app.url}/history`);
    await data().waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await data().waitFor();

    await app.crash();
    await page.goto(`${app.url}/settings`);
    await page.getByRole("link", { name: "Run" }).click();
    expect(await data().count()).toBe(0);
    await page.getByRole("button", { name: "Try five synthetic years" }).click();
    await page
      .locator("footer code")
      .filter({ hasText: /^[0-9a-f]{32}$/ })
      .first()
      .waitFor();

    // with helpers that share the bars: the page is isolated as the server asked, even now
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole("tab", { name: "Assumptions" }).click();
    await page.getByRole("button", { name: "Run all assumptions" }).click();
    await page.locator(".assumptions table").first().waitFor();

    await app.up();
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await data().waitFor();
  },
);

test.skipIf(reason !== null)("what the server answers is not kept", async () => {
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const stores = await Promise.all(names.map((name) => caches.open(name)));
    const requests = await Promise.all(stores.map((store) => store.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain("/index.html");
  expect(kept.filter((path) => /^\/(api|ws|docs|redoc|metrics)\b/.test(path))).toEqual([]);
});

test.skipIf(reason !== null)(
  "a server that lets no page in says why, and the tab computes meanwhile",
  async () => {
    const other = await browser.newPage({ ...DESK, serviceWorkers: "block" });
    const problem = { code: "HOST_NOT_ALLOWED", message: "not this host", hint: "Name it." };
    await other.route("**/api/v1/auth/status", (route) =>
      route.fulfill({ status: 421, json: problem }),
    );
    await other.goto(app.url);
    await other.getByRole("alert").getByText("Name it.").waitFor();
    await other.getByRole("button", { name: "Try five synthetic years" }).waitFor();
    await other.unroute("**/api/v1/auth/status");
    await other.getByRole("button", { name: "Try again" }).click();
    await other.getByRole("link", { name: "Data", exact: true }).waitFor();
    expect(await other.getByRole("alert").count()).toBe(0);
    await other.close();
  },
);
