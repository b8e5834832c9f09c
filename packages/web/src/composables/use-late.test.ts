import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { effectScope, nextTick, ref } from "vue";
import { useLate } from "./use-late";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what is over sooner is never told, what lasts is told late and ends at once", async () => {
  const scope = effectScope();
  const now = ref(true);
  const late = scope.run(() => useLate(() => now.value, 300));
  vi.advanceTimersByTime(299);
  now.value = false;
  await nextTick();
  vi.advanceTimersByTime(1000);
  expect(late?.value).toBe(false);
  now.value = true;
  await nextTick();
  vi.advanceTimersByTime(300);
  expect(late?.value).toBe(true);
  now.value = false;
  await nextTick();
  expect(late?.value).toBe(false);
  now.value = true;
  await nextTick();
  scope.stop();
  vi.advanceTimersByTime(1000);
  expect(late?.value).toBe(false);
});
