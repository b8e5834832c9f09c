/** The Chromium of these tests, and what its pages say that they should not. */
import { type Browser, chromium, type Page } from "playwright";
import { findChromium } from "../../../../scripts/find-chromium.mjs";

/** How a page on a desk is opened. */
export const DESK = { locale: "en-US", viewport: { width: 1440, height: 900 } } as const;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? "",
    args: ["--no-sandbox", "--disable-gpu"],
  });
}

/**
 * Writes down the errors of a page, and what it warns of on its console.
 * @param complaints where to
 * @param isFine whether a message is to be expected now
 */
export function listen(
  page: Page,
  complaints: string[],
  isFine: (message: string) => boolean = () => false,
): void {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const loud = message.type() === "error" || message.type() === "warning";
    if (loud && !isFine(message.text())) complaints.push(message.text());
  });
}
