/** Several people on one server with log-in, each in a browser of their own. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, openBrowser } from "./browser.fixture";
import { ServedApp, whyNot } from "./serve.fixture";

const reason = whyNot();
if (reason !== null) console.warn(`web with log-in: skipped, ${reason}`);

const ADA = { name: "ada", password: "correct horse battery" };
const GRACE = { name: "grace", password: "staple paper clip" };
const NEW_PASSWORD = "another horse battery";

let app: ServedApp;
let browser: Browser;
let ada: Page;
let grace: Page;
/** What pages said that they should not. */
const complaints: string[] = [];
/** While a log-in ends, the browser itself tells of requests that are refused. */
let refusals = false;

async function newPerson(): Promise<Page> {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ locale: "en-US", viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  listen(page, complaints, (text) => refusals && /401|no valid credentials/.test(text));
  return page;
}

beforeAll(async () => {
  if (reason !== null) return;
  app = await ServedApp.start({ logIn: true });
  browser = await openBrowser();
  [ada, grace] = [await newPerson(), await newPerson()];
});

afterAll(async () => {
  await browser?.close();
  await app?.end();
});

async function logIn(page: Page, { name, password }: typeof ADA): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
/** An address by its path: what stands behind it names another page while one logs in. */
const at = (path: string) => (url: URL) => url.pathname === path;
const dialog = (page: Page) => page.getByRole("dialog");

test.skipIf(reason !== null)(
  "whoever has the token becomes the administrator, and lets another one in",
  async () => {
    await ada.goto(`${app.url}/system/users`);
    await ada.getByRole("heading", { name: "Make the administrator" }).waitFor();
    await ada.getByLabel("Set-up token").fill(await app.setUpToken());
    await ada.getByLabel("Name").fill(ADA.name);
    await ada.getByLabel("Password").fill(ADA.password);
    await button(ada, "Make the account").click();

    await ada.waitForURL(at("/system/users"));
    await ada.getByRole("row").filter({ hasText: "ada" }).getByText("you").waitFor();
    await button(ada, "Add a user").click();
    await dialog(ada).getByLabel("Name").fill("ADA");
    await dialog(ada).getByLabel("Password").fill(GRACE.password);
    refusals = true;
    await dialog(ada).getByRole("button", { name: "Add" }).click();
    await dialog(ada).getByRole("alert").getByText("taken", { exact: false }).waitFor();
    complaints.splice(0);
    refusals = false;
    await dialog(ada).getByLabel("Name").fill(GRACE.name);
    await dialog(ada).getByRole("button", { name: "Add" }).click();
    await ada.getByRole("row").filter({ hasText: "grace" }).getByText("Active").waitFor();
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "a key is shown once, works, and works no more when revoked",
  async () => {
    await ada.getByRole("tab", { name: "API keys" }).click();
    await ada.getByText("You have no API keys").waitFor();
    await button(ada, "New API key").click();
    await dialog(ada).getByLabel("Name").fill("notebook");
    await dialog(ada).getByRole("button", { name: "Make the key" }).click();
    const key = await ada.locator(".made code").innerText();
    const read = async () => {
      const headers = { authorization: `Bearer ${key}` };
      return (await fetch(`${app.url}/api/v1/runs`, { headers })).status;
    };
    expect(await read()).toBe(200);
    await ada.reload();
    const row = ada.getByRole("row").filter({ hasText: "notebook" });
    await row.getByText("pmk_", { exact: false }).waitFor();
    expect(await ada.getByText(key).count()).toBe(0);
    await row.getByRole("button", { name: "Revoke" }).click();
    await dialog(ada).getByRole("button", { name: "Revoke" }).click();
    await ada.getByText("You have no API keys").waitFor();
    expect(await read()).toBe(401);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "everybody sees their own runs, and names of another page arrive by themselves",
  async () => {
    await ada.goto(`${app.url}/data`);
    await button(ada, "Synthetic sample").click();
    await ada.locator("aside").getByText("Ready").waitFor();
    await ada.locator("aside").getByRole("button", { name: "Run on the server" }).click();
    await ada.waitForURL(`${app.url}/`);
    await button(ada, "Run on the server").first().click();
    await ada.waitForURL(/\/runs\//);
    await ada.getByText("Computed on the server").waitFor();

    const second = await ada.context().newPage();
    await second.goto(`${app.url}/history`);
    await second.getByRole("row").filter({ hasText: "dual-maker" }).waitFor();
    await ada.getByLabel("Label").fill("Ada's first");
    await ada.keyboard.press("Enter");
    await second.getByRole("link", { name: "Ada's first" }).waitFor();
    await ada.getByLabel("Note").fill("wide, then narrow");
    await ada.getByLabel("Note").blur();
    await second.getByText("wide, then narrow").waitFor();
    await second.close();

    await grace.goto(`${app.url}/history?x=1`);
    await logIn(grace, GRACE);
    await grace.waitForURL(at("/history"));
    await grace.getByText("No runs yet", { exact: false }).waitFor();
    await grace.goto(`${app.url}/system`);
    await grace.getByText("Ready").waitFor();
    expect(await grace.getByRole("tab", { name: "Users" }).count()).toBe(0);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(reason !== null)(
  "a log-in that was ended comes back to where one was, also with another password",
  async () => {
    await grace.goto(`${app.url}/profile`);
    await grace.getByText("Chrome", { exact: false }).waitFor();
    refusals = true;
    await ada.goto(`${app.url}/system/users`);
    await button(ada, "More: grace").click();
    await ada.getByRole("menuitem", { name: "Log out everywhere" }).click();
    await dialog(ada).getByRole("button", { name: "Log out everywhere" }).click();
    await ada.getByText("grace: done.").waitFor();
    await grace.getByRole("link", { name: "History" }).click();
    await grace.getByText("Your session ended", { exact: false }).waitFor();
    await logIn(grace, GRACE);
    await grace.waitForURL(at("/history"));
    refusals = false;

    await grace.goto(`${app.url}/profile`);
    await grace.getByLabel("Present password").fill(GRACE.password);
    await grace.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
    await grace.getByLabel("New password again").fill(NEW_PASSWORD);
    await button(grace, "Change the password").click();
    await grace.getByText("All other log-ins have ended").waitFor();
    await button(grace, "Log out").click();
    await grace.waitForURL(at("/login"));
    await logIn(grace, { ...GRACE, password: NEW_PASSWORD });
    await grace.waitForURL(at("/profile"));

    refusals = true;
    await grace.context().clearCookies();
    await grace.goto(`${app.url}/system/keys`);
    await grace.getByText("Your session ended", { exact: false }).waitFor();
    refusals = false;
    await logIn(grace, { ...GRACE, password: NEW_PASSWORD });
    await grace.waitForURL(at("/system/keys"));
    await grace.getByText("You have no API keys").waitFor();
    expect(complaints).toEqual([]);
  },
);
