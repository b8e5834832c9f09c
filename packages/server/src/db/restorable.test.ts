import { describe, expect, test } from "vitest";
import { whyNotRestorable } from "./restorable.js";

const FILES = '[{"name":"bars.zip","bytes":1,"sha256":"00"}]';
const dataSet = { id: "d1", owner_id: "ann", folder: "server/data-sets/d1", files: FILES };
const job = { id: "j1", owner_id: "ann", payload: '{"kind":null,"next":null}' };

function row(table: string, values: Record<string, unknown>) {
  return whyNotRestorable({ kind: "row", table, row: values });
}

function nextFiles(folder: string, name: string): string {
  return JSON.stringify({ kind: null, next: { folder, files: [{ name }], options: {} } });
}

describe("what of a backup may be restored", () => {
  test("is what a server writes", () => {
    expect(row("data_sets", dataSet)).toBeNull();
    expect(row("data_sets", { ...dataSet, folder: "server/data-sets/d1/j-1" })).toBeNull();
    expect(row("data_sets", { ...dataSet, files: "[]", content_hash: null })).toBeNull();
    expect(row("jobs", job)).toBeNull();
    const payload = nextFiles("server/data-sets/d1/j1", "BTCUSDT 一月.csv.gz");
    expect(row("jobs", { ...job, payload })).toBeNull();
  });

  test.each([
    ["users", { id: "../ann" }],
    ["data_sets", { ...dataSet, id: "../../.." }],
    ["data_sets", { ...dataSet, id: "" }],
    ["data_sets", { ...dataSet, folder: "../etc" }],
    ["data_sets", { ...dataSet, folder: "server/data-sets/../../etc" }],
    ["data_sets", { ...dataSet, folder: "server/secrets" }],
    ["data_sets", { ...dataSet, folder: "server/data-sets" }],
    ["data_sets", { ...dataSet, files: '[{"name":"../../secrets/key"}]' }],
    ["data_sets", { ...dataSet, files: '[{"name":"/etc/passwd"}]' }],
    ["data_sets", { ...dataSet, files: "[" }],
    ["data_sets", { ...dataSet, content_hash: "../../x" }],
    ["jobs", { ...job, owner_id: "../ann" }],
    ["jobs", { ...job, payload: nextFiles("server/../..", "a") }],
    ["jobs", { ...job, payload: nextFiles("server/data-sets/d1", "../a") }],
    ["results", { key: "../../k" }],
    ["results", { key: "k", result_hash: "/x" }],
    ["runs", { id: "r", owner_id: "ann", result_key: "../k" }],
    ["sqlite_master", {}],
  ])("is no row of %s like %j", (table, values) => {
    expect(row(table, values)).toEqual(expect.any(String));
  });
});
