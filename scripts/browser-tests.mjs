/** How vitest runs tests in a real browser, alike for every package. */
import { playwright } from "@vitest/browser-playwright";
import { findChromium } from "./find-chromium.mjs";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The `test.browser` of a configuration: a Chromium without a window, that of the machine if it has one. */
export function inChromium() {
  const executablePath = findChromium();
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    instances: [{ browser: "chromium" }],
    provider: playwright({
      launchOptions: { args: ARGS, ...(executablePath === null ? {} : { executablePath }) },
    }),
  };
}
