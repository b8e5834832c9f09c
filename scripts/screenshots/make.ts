/** Photographs the pages of the web app. See scripts/screenshots.mjs. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { furnish } from "../../packages/web/test/e2e/pages.fixture.js";
import { ServedApp, whyNot } from "../../packages/web/test/e2e/serve.fixture.js";
import { findChromium } from "../find-chromium.mjs";
import { ROOT } from "../prepare.mjs";
import { type Shot, shotsOf } from "./shots.js";

const OUT = join(ROOT, "docs", "screenshots");
/** Built before: see scripts/screenshots.mjs. */
const WEB = join(ROOT, "packages", "web", "dist");
const SAMPLE_BARS = 262_800;
const BYTES_MAX = 9_000_000;
const QUALITY = 78;
const LANGUAGES = ["en", "zh"] as const;
const THEMES = ["dark", "light"] as const;
const SIZES = [
  { suffix: "", width: 1440, height: 900, scale: 1 },
  { suffix: "-phone", width: 390, height: 844, scale: 1.5 },
] as const;

interface Look {
  readonly language: (typeof LANGUAGES)[number];
  readonly theme: (typeof THEMES)[number];
  readonly size: (typeof SIZES)[number];
}

const complaints: string[] = [];

async function contextOf(browser: Browser, { language, theme, size }: Look) {
  const context = await browser.newContext({
    locale: language === "zh" ? "zh-CN" : "en-US",
    viewport: { width: size.width, height: size.height },
    deviceScaleFactor: size.scale,
    reducedMotion: "reduce",
  });
  const settings = JSON.stringify({ language, theme });
  await context.addInitScript((value) => {
    localStorage.setItem("perpmill.settings", value);
  }, settings);
  return context;
}

/** As WebP, which Playwright itself does not write. */
async function pictureOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", {
    format: "webp",
    quality: QUALITY,
  });
  await session.detach();
  return Buffer.from(data, "base64");
}

async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const complain = (text: string) => complaints.push(`${page.url()}: ${text}`);
  page.on("pageerror", (error) => complain(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(message.text());
  });
  return page;
}

async function take(page: Page, shot: Shot, url: string): Promise<Buffer> {
  if (shot.path !== undefined) {
    await page.goto(`${url}/${shot.path}`);
    await page.locator("main > *").first().waitFor();
  }
  await shot.act?.(page);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(400);
  return pictureOf(page);
}

/** Names after `--only`; null: all. */
function wanted(): ReadonlySet<string> | null {
  const at = process.argv.indexOf("--only");
  return at < 0 ? null : new Set((process.argv[at + 1] ?? "").split(","));
}

async function main(): Promise<void> {
  const reason = whyNot();
  if (reason !== null) throw new Error(`npm run screenshots: ${reason}`);
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const app = await ServedApp.start({ webFolder: WEB });
  const guarded = await ServedApp.start({ logIn: true, webFolder: WEB });
  let bytes = 0;
  try {
    const found = await furnish(await browser.newPage(), app.url, SAMPLE_BARS);
    const names = wanted();
    const shots = shotsOf(found).filter(({ name }) => names === null || names.has(name));
    const looks = LANGUAGES.flatMap((language) =>
      THEMES.flatMap((theme) => SIZES.map((size): Look => ({ language, theme, size }))),
    );
    for (const look of looks) {
      const folder = join(OUT, look.language, look.theme);
      mkdirSync(folder, { recursive: true });
      const context = await contextOf(browser, look);
      const page = await pageOf(context);
      for (const shot of shots) {
        const picture = await take(page, shot, shot.first ? guarded.url : app.url);
        const file = join(folder, `${shot.name}${look.size.suffix}.webp`);
        writeFileSync(`${file}.new`, picture);
        renameSync(`${file}.new`, file);
        bytes += picture.length;
      }
      await context.close();
      process.stdout.write(`${look.language} ${look.theme} ${look.size.width}\n`);
    }
  } finally {
    await browser.close();
    await Promise.all([app.end(), guarded.end()]);
  }
  process.stdout.write(`docs/screenshots: ${(bytes / 1e6).toFixed(1)} MB\n`);
  if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join("\n")}`);
  if (bytes > BYTES_MAX) throw new Error(`the pictures are over ${BYTES_MAX} bytes`);
}

await main();
