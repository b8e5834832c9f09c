/**
 * `npm run images`: the pictures of the READMEs, taken of a real result. Runs `perpmill demo`, turns
 * its result into reports and photographs them with the Chromium of the tests.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright";
import { findChromium } from "./find-chromium.mjs";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

const OUT = join(ROOT, "docs", "images");
/** A picture that a page loads at once. */
const BYTES_MAX = 250_000;

const SHOTS = [
  { name: "report", lang: "en", width: 1440, height: 900, scale: 1 },
  { name: "report.zh-CN", lang: "zh", width: 1440, height: 900, scale: 1 },
  { name: "report-phone", lang: "en", width: 390, height: 844, scale: 1.5 },
  { name: "report-phone.zh-CN", lang: "zh", width: 390, height: 844, scale: 1.5 },
];

checkNode();
install("all");
build("demo");
const executablePath = findChromium();
if (executablePath === null) {
  process.stderr.write(
    "npm run images needs a Chromium on the path or in CHROMIUM_PATH.\n" +
      "Install one (Debian: apt-get install chromium) and try again.\n",
  );
  process.exit(1);
}

/** Output of the command. */
function perpmill(...args) {
  const command = join(ROOT, "packages/engine/dist/cli/bin.js");
  const options = { encoding: "utf8", maxBuffer: 1 << 26 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], options);
  if (status !== 0) throw new Error(`perpmill ${args.join(" ")} failed: ${stderr}`);
  return stdout;
}

/** Whether a page can show Chinese: without a font, every character is the same box. */
function showsChinese(page) {
  return page.evaluate(() => {
    const pixels = (text) => {
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d");
      context.font = "32px sans-serif";
      context.fillText(text, 0, 40);
      return canvas.toDataURL();
    };
    return pixels("\u5408") !== pixels("\u6210");
  });
}

const folder = mkdtempSync(join(tmpdir(), "perpmill-images-"));
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  mkdirSync(OUT, { recursive: true });
  const result = join(folder, "result.json");
  writeFileSync(result, perpmill("demo", "--json"));
  for (const { name, lang, width, height, scale } of SHOTS) {
    const report = join(folder, `${lang}.html`);
    perpmill("report", result, "--out", report, "--lang", lang);
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme: "dark",
    });
    await page.goto(pathToFileURL(report).href);
    if (lang === "zh" && !(await showsChinese(page))) {
      throw new Error(
        "no font with Chinese characters (Debian: apt-get install fonts-wqy-microhei)",
      );
    }
    const file = join(OUT, `${name}.png`);
    await page.screenshot({ path: `${file}.new`, type: "png" });
    await page.close();
    renameSync(`${file}.new`, file);
    const { size } = statSync(file);
    process.stdout.write(`docs/images/${name}.png ${Math.round(size / 1000)} kB\n`);
    if (size > BYTES_MAX) throw new Error(`${name}.png is over ${BYTES_MAX} bytes`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
