/** The built app on a host of files, in a Chromium, as its measurements need it. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright";
import { findChromium } from "../../../scripts/find-chromium.mjs";

const WEB = fileURLToPath(new URL("../../../packages/web", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** As a server must send them for a page to share memory with its workers. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Why the app cannot be measured here; null: it can. */
export function whyNoBrowser(): string | null {
  return findChromium() === null ? "there is no Chromium: set CHROMIUM_PATH" : null;
}

function build(outDir: string): void {
  const vite = createRequire(join(WEB, "package.json")).resolve("vite/package.json");
  const { bin } = JSON.parse(readFileSync(vite, "utf8")) as { bin: { vite: string } };
  const args = [join(vite, "..", bin.vite), "build", WEB, "--outDir", outDir, "--emptyOutDir"];
  const env = { ...process.env, VITE_STATIC: "1" };
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the app was not built: ${stderr}`);
}

function hostOf(folder: string): Server {
  return createServer(async ({ url }, response) => {
    const path = normalize(new URL(url ?? "/", "http://host").pathname);
    const file = join(folder, path === "/" ? "index.html" : path);
    for (const [name, value] of Object.entries(ISOLATED)) response.setHeader(name, value);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.end(await readFile(file));
  });
}

/** A page with the app, and what ends it. */
export interface OpenApp {
  readonly browser: Browser;
  readonly page: Page;
  readonly url: string;
  end(): Promise<void>;
}

/**
 * Builds the app without a server, serves it, and opens it at 1440 x 900.
 * @param folder where the built files go
 */
export async function openBuiltApp(folder: string): Promise<OpenApp> {
  const outDir = join(folder, "web");
  build(outDir);
  const host = hostOf(outDir).listen(0, "127.0.0.1");
  await once(host, "listening");
  const address = host.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const url = `http://127.0.0.1:${address.port}/`;
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(60_000);
  // Functions that are sent to the page were compiled with names, for which the compiler has a helper.
  await page.addInitScript("globalThis.__name = (value) => value;");
  await page.goto(url);
  const end = async () => {
    await browser.close();
    host.close();
  };
  return { browser, page, url, end };
}

/** Opens five synthetic years in the tab and waits for their result with its hash. */
export async function openSample(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Try five synthetic years" }).click();
  await page
    .locator("footer code")
    .filter({ hasText: /^[0-9a-f]{32}$/ })
    .waitFor();
}
