/** `node scripts/icons.mjs`: the icons of the installed app, drawn from packages/web/public/icon.svg. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { findChromium } from "./find-chromium.mjs";
import { ROOT } from "./prepare.mjs";

const FOLDER = join(ROOT, "packages/web/public");
/** A maskable icon may be cut to a circle: what counts lies within its middle. */
const ICONS = [
  { name: "icon-192.png", size: 192, share: 1 },
  { name: "icon-512.png", size: 512, share: 1 },
  { name: "icon-maskable-512.png", size: 512, share: 0.7 },
];

const executablePath = findChromium();
if (executablePath === null) throw new Error("no Chromium on the path or in CHROMIUM_PATH");
const svg = readFileSync(join(FOLDER, "icon.svg"), "utf8");
const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const { name, size, share } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const ground = share === 1 ? "transparent" : "#0b0e11";
    const side = Math.round(size * share);
    await page.setContent(
      `<body style="margin:0;background:${ground};display:grid;place-items:center;height:100vh"><img src="${source}" width="${side}" height="${side}"></body>`,
    );
    await page.locator("img").evaluate((image) => image.decode());
    writeFileSync(join(FOLDER, name), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
