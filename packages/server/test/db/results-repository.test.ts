import { beforeEach, expect, test } from "vitest";
import type { ResultChunksTable } from "../../src/db/schema.js";
import { ResultsRepository } from "../../src/plugins/app/runs/results-repository.js";
import { describeDatabases } from "../databases.fixture.js";
import { chunkRow, resultRow, T0_MS } from "./rows.fixture.js";

describeDatabases("results", (database) => {
  let results: ResultsRepository;
  beforeEach(() => {
    results = new ResultsRepository(database.db);
  });

  function put(key: string, chunks: readonly ResultChunksTable[]): Promise<void> {
    const transaction = database.db.transaction();
    return transaction.execute((trx) => results.put(resultRow(key), chunks, trx));
  }

  function finish(key: string, chunks: readonly ResultChunksTable[]): Promise<void> {
    const transaction = database.db.transaction();
    return transaction.execute((trx) => results.putPrepared(resultRow(key), chunks, trx));
  }

  test("come back with their columns, byte by byte and in order", async () => {
    const pieces = [2, 0, 1].map((position) => chunkRow("k", "trades", position));
    await put("k", [...pieces, chunkRow("k", "equity", 0)]);
    expect(await results.get("k")).toEqual(resultRow("k"));
    expect(await results.result("k")).toBe('{"of":"k"}');
    expect(await results.head("k")).not.toHaveProperty("series");
    const read = await results.chunks("k", "trades");
    expect(read.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(new Uint8Array(read[2].bytes)).toEqual(pieces[0].bytes);
    expect((await results.chunk("k", "equity", 0))?.rows).toBe(100);
    expect(await results.chunk("k", "equity", 1)).toBeNull();
    expect(await results.get("none")).toBeNull();
    expect(await results.result("none")).toBeNull();
  });

  test("give only the pieces that a range of rows or of time touches", async () => {
    await put(
      "k",
      Array.from({ length: 40 }, (_, position) => chunkRow("k", "equity", position)),
    );
    const touched = async (range: Parameters<ResultsRepository["chunkHeads"]>[2]) =>
      (await results.chunkHeads("k", "equity", range)).map(({ position }) => position);
    expect(await touched({})).toHaveLength(40);
    expect(await touched({ fromRow: 100, toRow: 200 })).toEqual([1]);
    expect(await touched({ fromRow: 99, toRow: 201 })).toEqual([0, 1, 2]);
    expect(await touched({ fromRow: 3900 })).toEqual([39]);
    expect(await touched({ fromRow: 4000 })).toEqual([]);
    expect(await touched({ fromMs: T0_MS + 199_000, toMs: T0_MS + 200_001 })).toEqual([1, 2]);
    expect(await touched({ toMs: T0_MS })).toEqual([]);
    expect(await touched({ fromMs: T0_MS + 99_001, toMs: T0_MS + 100_000 })).toEqual([]);
  });

  test("are replaced whole by one of the same key", async () => {
    await put("k", [chunkRow("k", "trades", 0), chunkRow("k", "trades", 1)]);
    await put("k", [chunkRow("k", "trades", 0)]);
    expect(await results.chunkHeads("k", "trades")).toHaveLength(1);
  });

  test("that are being written are seen by nobody until they are whole", async () => {
    const chunks = [0, 1, 2].map((position) => chunkRow("k", "trades", position));
    await results.prepare(resultRow("k"), chunks);
    expect([await results.head("k"), await results.get("k"), await results.result("k")]).toEqual([
      null,
      null,
      null,
    ]);
    await finish("k", chunks);
    expect(await results.get("k")).toEqual(resultRow("k"));
    expect(await results.chunks("k", "trades")).toHaveLength(3);
  });

  test("that a server left half written are deleted, and no others", async () => {
    await put("whole", [chunkRow("whole", "trades", 0)]);
    await results.prepare(resultRow("half"), [chunkRow("half", "trades", 0)]);
    expect(await results.deletePending()).toBe(1);
    const left = await database.db.selectFrom("result_chunks").select("result_key").execute();
    expect(left).toEqual([{ result_key: "whole" }]);
  });

  test("whose columns were taken away while they were written are written again", async () => {
    const chunks = [chunkRow("k", "trades", 0), chunkRow("k", "equity", 0)];
    await results.prepare(resultRow("k"), chunks);
    await results.deletePending();
    await finish("k", chunks);
    expect(await results.chunks("k", "trades")).toHaveLength(1);
    expect(await results.chunks("k", "equity")).toHaveLength(1);
  });

  test("that are damaged are mended by the same computed again, and can be read all the while", async () => {
    const chunks = [chunkRow("k", "trades", 0), chunkRow("k", "trades", 1)];
    await put("k", chunks);
    const bytes = chunkRow("k", "trades", 1).bytes.slice(1);
    const damage = database.db.updateTable("result_chunks").set({ bytes });
    await damage.where("position", "=", 1).execute();
    await expect(results.chunks("k", "trades")).rejects.toMatchObject({ code: "BLOB_DAMAGED" });
    await results.prepare(resultRow("k"), chunks);
    expect(await results.head("k")).not.toBeNull();
    expect(await results.chunks("k", "trades")).toHaveLength(2);
    await finish("k", chunks);
    expect(await results.chunks("k", "trades")).toHaveLength(2);
  });

  test("that differ replace the old at once, never piece by piece", async () => {
    await put("k", [chunkRow("k", "trades", 0), chunkRow("k", "trades", 1)]);
    const other = { ...chunkRow("k", "trades", 3), position: 0 };
    const row = resultRow("k", { result_hash: "1".repeat(64) });
    await results.prepare(row, [other]);
    expect(await results.chunks("k", "trades")).toHaveLength(2);
    await database.db.transaction().execute((trx) => results.putPrepared(row, [other], trx));
    expect((await results.chunks("k", "trades")).map(({ sha256 }) => sha256)).toEqual([
      other.sha256,
    ]);
  });

  test("are stored whole or not at all", async () => {
    const twice = [chunkRow("k", "trades", 0), chunkRow("k", "trades", 0)];
    await expect(put("k", twice)).rejects.toThrow();
    expect(await results.head("k")).toBeNull();
  });

  test("say which piece is damaged, and give the others", async () => {
    await put("k", [chunkRow("k", "trades", 0), chunkRow("k", "trades", 1)]);
    const bytes = chunkRow("k", "trades", 1).bytes;
    bytes[500] ^= 1;
    await database.db
      .updateTable("result_chunks")
      .set({ bytes })
      .where("position", "=", 1)
      .execute();
    expect(await results.chunk("k", "trades", 0)).not.toBeNull();
    const damaged = {
      code: "BLOB_DAMAGED",
      message: expect.stringContaining("piece 1 of the trades"),
    };
    await expect(results.chunk("k", "trades", 1)).rejects.toMatchObject(damaged);
    await expect(results.chunks("k", "trades")).rejects.toMatchObject(damaged);
    expect(await results.chunks("k", "trades", { toRow: 100 })).toHaveLength(1);
  });

  test("have documents by key, and lose those about something that goes", async () => {
    const document = { key: "q1", kind: "quality", about: "hash", document: "1" } as const;
    await results.putDocument({ ...document, created_ms: T0_MS });
    await results.putDocument({ ...document, document: "2", created_ms: T0_MS + 1 });
    expect(await results.document("q1")).toMatchObject({ document: "2", created_ms: T0_MS + 1 });
    await results.deleteDocumentsAbout("hash");
    expect(await results.document("q1")).toBeNull();
  });
});
