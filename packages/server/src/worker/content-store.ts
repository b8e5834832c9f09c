/**
 * Data sets and modules that a worker has fetched: each once, checked byte by byte against the hash that it
 * was asked for by, and kept below its home for the next time. Whatever else answers in the server's place
 * can keep a worker from working, and nothing more.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Value } from "typebox/value";
import { contentHash } from "../plugins/app/data/content-hash.js";
import { DataManifest } from "../schemas/workers.js";
import type { DataFiles, ReadOptions } from "../workers/protocol.js";
import type { ServerClient } from "./server-client.js";

/** What came is not what was asked for. */
export class ContentError extends Error {}

const MANIFEST = "manifest.json";
const HASH = /^[0-9a-f]{64}$/;

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

async function isFile(path: string, sha256: string): Promise<boolean> {
  return sha256Of(path).then(
    (found) => found === sha256,
    () => false,
  );
}

/** Throws ContentError unless it is that of the hash, with names that stay where they are put. */
function check(manifest: DataManifest, hash: string): void {
  const { kind, symbol, files } = manifest;
  const options: ReadOptions = manifest.options;
  if (contentHash({ kind, symbol, files, options }) !== hash) {
    throw new ContentError(`what the server says of the data set ${hash} is of another hash`);
  }
  const names = files.map(({ name }) => name);
  if (names.some((name) => name !== basename(name) || /^\.{0,2}$|[\\:\0]/.test(name))) {
    throw new ContentError(`a file of the data set ${hash} has no plain name`);
  }
  if (new Set([...names, MANIFEST]).size !== names.length + 1) {
    throw new ContentError(`files of the data set ${hash} have the same name`);
  }
}

export class ContentStore {
  readonly #folder: string;
  readonly #client: ServerClient;
  readonly #signal: AbortSignal;
  /** what is there, or on its way, by hash: fetched and looked through once in a process */
  readonly #known = new Map<string, Promise<unknown>>();

  /**
   * @param home of the worker
   * @param signal aborts when the worker stops
   */
  constructor(home: string, client: ServerClient, signal: AbortSignal) {
    this.#folder = join(home, "worker");
    this.#client = client;
    this.#signal = signal;
  }

  /**
   * The files of a data set.
   * @throws ContentError, RefusedError; what network and disk throw
   */
  data(hash: string): Promise<DataFiles> {
    return this.#once(`data ${hash}`, () => this.#data(hash));
  }

  /**
   * The module of a strategy.
   * @param hash of the source
   * @param sha256 of the module, as the database says
   * @throws as `data`
   */
  module(hash: string, sha256: string): Promise<Uint8Array> {
    return this.#once(`module ${sha256}`, () => this.#module(hash, sha256));
  }

  #once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined) return known as Promise<T>;
    const made = work();
    this.#known.set(key, made);
    made.catch(() => this.#known.delete(key));
    return made;
  }

  async #data(hash: string): Promise<DataFiles> {
    if (!HASH.test(hash)) throw new ContentError(`${hash} is no hash`);
    const folder = join(this.#folder, "data", hash);
    const manifest = (await this.#kept(folder, hash)) ?? (await this.#fetch(folder, hash));
    return {
      paths: manifest.files.map(({ name }) => join(folder, name)),
      options: { ...(manifest.options as ReadOptions), symbol: manifest.symbol },
      contentHash: hash,
    };
  }

  /** What was fetched before, and is still what it was. */
  async #kept(folder: string, hash: string): Promise<DataManifest | null> {
    try {
      const manifest = Value.Parse(
        DataManifest,
        JSON.parse(await readFile(join(folder, MANIFEST), "utf8")),
      );
      check(manifest, hash);
      for (const { name, sha256 } of manifest.files) {
        if (!(await isFile(join(folder, name), sha256))) return null;
      }
      return manifest;
    } catch {
      // Not there, or of no use: it is fetched.
      return null;
    }
  }

  async #fetch(folder: string, hash: string): Promise<DataManifest> {
    const manifest = await this.#client.manifest(hash, this.#signal);
    check(manifest, hash);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const [position, { name, sha256 }] of manifest.files.entries()) {
      const path = join(folder, name);
      if (await isFile(path, sha256)) continue;
      const coming = `${path}.${process.pid}.part`;
      await this.#client.file(hash, position, coming, this.#signal);
      if (!(await isFile(coming, sha256))) {
        await rm(coming);
        throw new ContentError(`the file ${name} of the data set ${hash} came damaged`);
      }
      await rename(coming, path);
    }
    await this.#write(join(folder, MANIFEST), JSON.stringify(manifest));
    return manifest;
  }

  async #module(hash: string, sha256: string): Promise<Uint8Array> {
    const folder = join(this.#folder, "modules");
    const path = join(folder, `${sha256}.wasm`);
    if (await isFile(path, sha256)) return readFile(path);
    const module = await this.#client.module(hash, this.#signal);
    if (createHash("sha256").update(module).digest("hex") !== sha256) {
      throw new ContentError(`the module of the strategy ${hash} came damaged`);
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await this.#write(path, module);
    return module;
  }

  /** Whole or not at all; another worker on the same home may be writing the same. */
  async #write(path: string, content: string | Uint8Array): Promise<void> {
    const written = `${path}.${process.pid}.part`;
    await writeFile(written, content, { mode: 0o600, flush: true });
    await rename(written, path);
  }
}
