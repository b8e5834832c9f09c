/** Downloads from servers that misbehave, and downloads that are stopped. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { publish, zipOf } from "../support/archive-server.js";
import {
  type DownloadWorld,
  downloadWorld,
  FEBRUARY,
  HOURS,
  JANUARY,
  pathOf,
} from "../support/download-world.js";
import { barsText, NOW_MS } from "../support/exchange-fixture.js";

let world: DownloadWorld;
beforeEach(async () => {
  world = await downloadWorld();
});
afterEach(() => world.close());

describe("a world.server that misbehaves", () => {
  it("is waited for as long as Retry-After says", async () => {
    world.server.faults.set(pathOf("2024-01"), [
      { status: 429, headers: { "retry-after": "7" } },
      { status: 429, headers: { "retry-after": new Date(NOW_MS + 20_000).toUTCString() } },
    ]);
    await world.download({ parallel: 1 });
    expect((await world.storedBars()).count).toBe(HOURS);
    expect(world.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(20_000);
  });

  it("is not waited for when it asks for hours", async () => {
    world.server.faults.set(pathOf("2024-01"), [
      { status: 418, headers: { "retry-after": "7200" } },
    ]);
    const stopped = world.download();
    await expect(stopped).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("120 minutes"),
    });
  });

  it("is asked again with growing waits after 5xx, until the tries are used up", async () => {
    world.server.faults.set(pathOf("2024-01"), [{ status: 502 }, { status: 503 }]);
    await world.download({ parallel: 1 });
    expect(world.slept).toEqual([500, 1000]);
    world.server.faults.set(`${pathOf("2024-02")}.CHECKSUM`, Array(6).fill({ status: 500 }));
    await expect(world.download()).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("failed 6 times"),
    });
    expect((await world.storedBars()).count).toBe(HOURS);
  });

  it("goes on where a connection was cut or stood still", async () => {
    const { length } = world.server.files.get(pathOf("2024-01")) as Uint8Array;
    expect(length).toBeGreaterThan(3000);
    world.server.faults.set(pathOf("2024-01"), [
      { cutAfter: 1000 },
      { stallAfter: 500 },
      { cutAfter: 0 },
    ]);
    await world.download({ parallel: 1 });
    expect(world.server.ranges).toEqual(["bytes=1000-", "bytes=1500-", "bytes=1500-"]);
    expect((await world.storedBars()).count).toBe(HOURS);
  });

  it("may be slow as long as something comes", async () => {
    world.server.faults.set(pathOf("2024-01"), [{ drip: 30 }]);
    await world.download({ stallMs: 300 });
    expect(world.slept).toEqual([]);
    expect((await world.storedBars()).count).toBe(HOURS);
  });

  it("gets another try when the checksum is wrong, and no file is kept when it stays so", async () => {
    const bad = { bytes: zipOf("ETHUSDT-1h-2024-01.csv", "not this one") };
    world.server.faults.set(pathOf("2024-01"), [bad]);
    await world.download();
    expect((await world.storedBars()).count).toBe(HOURS);
    await world.forget();
    world.server.faults.set(pathOf("2024-01"), [bad, bad, bad]);
    await expect(world.download({ parallel: 1 })).rejects.toMatchObject({
      code: "DOWNLOAD_CHECKSUM",
    });
    expect(await readdir(join(world.home, "data", "um", "ETHUSDT", "last-1h"))).toEqual([]);
  });

  it("may have no checksum, which is told; but then only an archive is taken", async () => {
    world.server.files.delete(`${pathOf("2024-01")}.CHECKSUM`);
    const notices: unknown[] = [];
    await world.download({ onNotice: (notice) => notices.push(notice) });
    expect(notices).toEqual([{ kind: "unverified", file: "ETHUSDT-1h-2024-01.zip" }]);
    expect((await world.download()).series[0]).toMatchObject({ fetched: 0, kept: 2 });

    await world.forget();
    world.server.files.set(
      pathOf("2024-01"),
      new TextEncoder().encode("<html>Log in first</html>"),
    );
    await expect(world.download()).rejects.toMatchObject({ code: "DOWNLOAD_CHECKSUM" });
  });

  it("does not pass for an archive when it answers every path with a page", async () => {
    const page = new TextEncoder().encode("<html>Log in first</html>");
    world.server.files.set(`${pathOf("2024-01")}.CHECKSUM`, page);
    await expect(world.download()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
    world.server.files.clear();
    for (const path of world.server.api.keys())
      world.server.api.set(path, () => ({ code: -1, msg: "no" }));
    await expect(world.download()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
  });

  it("that refuses says why", async () => {
    world.server.faults.set(`${pathOf("2024-01")}.CHECKSUM`, [
      { status: 451, body: "restricted location" },
    ]);
    await expect(world.download({ parallel: 1 })).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("restricted location"),
      hint: expect.stringContaining("--archive-url"),
    });
  });

  it("that is not there is told as it is", async () => {
    const nowhere = world.download({
      archiveUrl: "http://127.0.0.1:9",
      apiUrl: "http://127.0.0.1:9",
    });
    await expect(nowhere).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
  });
});

describe("a download that is stopped", () => {
  it("keeps what was complete, and goes on in the middle of the file", async () => {
    const stop = new AbortController();
    world.server.faults.set(pathOf("2024-02"), [{ stallAfter: 2000 }]);
    const stopped = world.download({
      parallel: 1,
      stallMs: 5000,
      signal: stop.signal,
      onProgress: ({ done, bytes }) => {
        const first = (world.server.files.get(pathOf("2024-01")) as Uint8Array).length;
        if (done === 1 && bytes >= first + 2000) stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    expect((await world.storedBars()).count).toBe((FEBRUARY - JANUARY) / 3_600_000);
    const again = await world.download();
    expect(again.series[0]).toMatchObject({ fetched: 1, kept: 1 });
    expect(world.server.ranges).toEqual(["bytes=2000-"]);
    expect((await world.storedBars()).count).toBe(HOURS);
    expect(await world.storedFiles()).toEqual(["ETHUSDT-1h-2024-01.zip", "ETHUSDT-1h-2024-02.zip"]);
  });

  it("starts a part anew when the file behind it has changed meanwhile", async () => {
    const stop = new AbortController();
    world.server.faults.set(pathOf("2024-01"), [{ stallAfter: 2000 }]);
    const onProgress = ({ bytes }: { bytes: number }) => bytes >= 2000 && stop.abort();
    const stopped = world.download({ parallel: 1, signal: stop.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    const corrected = barsText(JANUARY, FEBRUARY).replace("2000.00", "2000.01");
    publish(world.server, pathOf("2024-01"), zipOf("ETHUSDT-1h-2024-01.csv", corrected));
    await world.download();
    expect(world.server.ranges).toEqual([]);
    expect(await world.storedFiles()).toHaveLength(2);
  });
});
