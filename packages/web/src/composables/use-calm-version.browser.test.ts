import { expect, test } from "vitest";
import { watch } from "vue";
import { useCalmVersion } from "./use-calm-version";

test("what comes again and again is drawn at intervals, and the last of it for sure", async () => {
  const { version, soon } = useCalmVersion();
  let seen = 0;
  watch(
    version,
    () => {
      seen++;
    },
    { flush: "sync" },
  );
  const began = performance.now();
  while (performance.now() - began < 350) {
    soon();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThan(6);
  const before = version.value;
  await expect.poll(() => version.value).toBeGreaterThan(before);
});
