import type { BrowserConfigOptions } from "vitest/node";

/** The `test.browser` of a configuration: a Chromium without a window, that of the machine if it has one. */
export function inChromium(): BrowserConfigOptions;
