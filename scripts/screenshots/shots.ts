/** What is photographed: how one gets there, whatever the language. */
import type { Page } from "playwright";
import type { Furnished } from "../../packages/web/test/e2e/pages.fixture.js";

export interface Shot {
  readonly name: string;
  /** below the address of the server; without it one stays where one is */
  readonly path?: string;
  /** what is done there first */
  readonly act?: (page: Page) => Promise<void>;
  /** of a server with log-in, where nobody has been yet */
  readonly first?: boolean;
}

const HASH = /[0-9a-f]{32}/;

async function sample(page: Page): Promise<void> {
  await page.locator(".start .button.primary").click();
  await page.locator("footer code").filter({ hasText: HASH }).first().waitFor();
}

/** A tab of the result that is on the page. */
function tab(at: number, act?: (page: Page) => Promise<void>) {
  return async (page: Page) => {
    await page.locator(".result [role=tab]").nth(at).click();
    await page.waitForTimeout(600);
    await act?.(page);
  };
}

async function assumptions(page: Page): Promise<void> {
  await page.locator(".assumptions .button").first().click();
  await page.locator(".assumptions table").first().waitFor();
}

async function risk(page: Page): Promise<void> {
  await page.locator(".risk .parts").waitFor();
  await page.waitForTimeout(600);
}

async function fill(page: Page): Promise<void> {
  await page.locator("[role=rowgroup] [role=row]").nth(3).click();
  await page.waitForTimeout(1500);
}

export function shotsOf({ dataSetId, runIds, studyIds }: Furnished): readonly Shot[] {
  return [
    { name: "start", path: "" },
    { name: "run", path: "", act: sample },
    { name: "trades", act: tab(1) },
    { name: "fill", act: fill },
    { name: "attribution", act: tab(2) },
    { name: "returns", act: tab(3) },
    { name: "risk", act: tab(4, risk) },
    { name: "numbers", act: tab(5) },
    { name: "assumptions", act: tab(6, assumptions) },
    {
      name: "search",
      act: async (page) => {
        await page.keyboard.press("/");
        await page.locator("dialog input").fill("spread");
        await page.waitForTimeout(500);
      },
    },
    {
      name: "market",
      path: "market",
      act: async (page) => {
        const open = page.locator("main .button.primary");
        if (await open.count()) await open.first().click();
        await page.waitForTimeout(2500);
      },
    },
    { name: "data", path: `data/${dataSetId}` },
    { name: "history", path: "history" },
    { name: "compare", path: `compare?ids=${runIds.join(",")}` },
    { name: "server-run", path: `runs/${runIds[0]}` },
    ...Object.entries(studyIds).map(([name, id]) => ({ name, path: `${name}/${id}` })),
    { name: "system", path: "system" },
    { name: "users", path: "system/users" },
    { name: "keys", path: "system/keys" },
    { name: "cache", path: "cache" },
    { name: "profile", path: "profile" },
    { name: "settings", path: "settings" },
    {
      name: "shortcuts",
      path: "",
      act: async (page) => {
        await page.keyboard.press("?");
        await page.getByRole("dialog").waitFor();
      },
    },
    { name: "set-up", path: "", first: true },
  ];
}
