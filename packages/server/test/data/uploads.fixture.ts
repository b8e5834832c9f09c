/** Files to upload, and waiting until the server has read them. */
import { createHash } from "node:crypto";
import { crc32, gzipSync } from "node:zlib";
import { syntheticBars, toKlineCsv } from "@perpmill/engine";
import type { InjectOptions } from "fastify";
import { expect } from "vitest";
import type { DataSet } from "../../src/schemas/data.js";
import type { TestApp, TestUser } from "../harness.fixture.js";

/** Minute bars in the exchange's layout; the same for the same numbers. */
export function klineCsv(bars: number, seed = 1): Buffer {
  return Buffer.concat([...toKlineCsv(syntheticBars({ seed, bars, symbol: "ETHUSDT" }))]);
}

/** SHA-256, hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A zip of one file, stored without packing; its name is taken as it is. */
export function zipOf(name: string, content: Buffer): Buffer {
  const nameBytes = Buffer.from(name);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, nameBytes, content]);
  const record = Buffer.concat([
    Buffer.from("PK\x01\x02\x14\x00"),
    fields,
    Buffer.alloc(14),
    nameBytes,
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(record.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, record, end]);
}

/** Bars that are spoilt by long lines, which unpack to a thousand times their size. */
export function gzipBomb(bytes: number): Buffer {
  const line = `${"x".repeat(60_000)}\n`;
  const lines = line.repeat(Math.ceil(bytes / line.length));
  return gzipSync(Buffer.concat([klineCsv(100), Buffer.from(lines)]), { level: 9 });
}

export interface FormFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Body and header of a form of files. */
export function formOf(files: readonly FormFile[]): Required<Pick<InjectOptions, "payload">> & {
  readonly headers: Record<string, string>;
} {
  const boundary = "----perpmill-test";
  const parts = files.flatMap(({ name, content }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ]);
  const payload = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { payload, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}

/** Uploads files; the answer. */
export function upload(user: TestUser, files: readonly FormFile[], query = "") {
  return user.inject({ method: "POST", url: `/api/v1/data/upload${query}`, ...formOf(files) });
}

/** The data set once its job has ended. */
export async function settled({ app }: TestApp, user: TestUser, id: string): Promise<DataSet> {
  const get = async (): Promise<DataSet> =>
    (await user.inject({ url: `/api/v1/data/${id}` })).json();
  const { jobId } = await get();
  if (jobId !== null) await app.jobs.ended(jobId, AbortSignal.timeout(30_000));
  return get();
}

/** Uploads minute bars and waits until they are ready. */
export async function readyBars(
  server: TestApp,
  user: TestUser,
  { bars = 3000, seed = 1, query = "" } = {},
): Promise<DataSet> {
  const file = { name: "ETHUSDT-1m-2020-01.csv", content: klineCsv(bars, seed) };
  const answer = await upload(user, [file], query);
  expect(answer.statusCode, answer.body).toBe(202);
  const dataSet = await settled(server, user, answer.json().id);
  expect(dataSet.error).toBeNull();
  expect(dataSet.state).toBe("ready");
  return dataSet;
}
