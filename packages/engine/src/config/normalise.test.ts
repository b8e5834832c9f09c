import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { normaliseConfig } from "./normalise.js";

const CASES = fileURLToPath(new URL("../../../../../shared/cases/", import.meta.url));
const CASE_NAMES = existsSync(CASES)
  ? readdirSync(CASES).filter((name) => existsSync(`${CASES}${name}/config.json`))
  : [];
if (CASE_NAMES.length === 0) console.warn(`no shared cases at ${CASES}: their tests are skipped`);

describe.skipIf(CASE_NAMES.length === 0)("shared cases", () => {
  it.each(CASE_NAMES)("%s normalises, and again to itself", (name) => {
    const input = JSON.parse(readFileSync(`${CASES}${name}/config.json`, "utf8"));
    const config = normaliseConfig(input, { intervalMs: 60_000 });
    expect(normaliseConfig(config, { intervalMs: 1 })).toEqual(config);
  });
});
