/** Strategies in IndexedDB, where there is no server: compiled in the tab, a row a version. */
import { KERNEL_SOURCES_SHA256 } from "@perpmill/engine";
import type { StrategyVersionDetail } from "@perpmill/server/api";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { CompiledInTab } from "../compiler/protocol";
import { TabFailure } from "../engine/tab-engine";
import type { OwnStrategyDetail, StrategyKeeper } from "./strategy-keeper";

interface Kept {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly createdMs: number;
  readonly updatedMs: number;
}

interface KeptVersion {
  readonly id: string;
  readonly hash: string;
  readonly source: string;
  readonly descriptor: CompiledInTab["descriptor"];
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** of the sources of the kernel in the module */
  readonly kernelSha256: string;
  readonly createdMs: number;
}

interface Schema extends DBSchema {
  strategies: { key: string; value: Kept };
  versions: { key: [string, string]; value: KeptVersion; indexes: { id: string; hash: string } };
}

type Compile = (source: string) => Promise<CompiledInTab>;

function refused(code: string, message: string): TabFailure {
  return new TabFailure({ code, message, hint: null, field: null });
}

export class LocalKeeper implements StrategyKeeper {
  readonly #compile: Compile;
  readonly #name: string;
  #opened: Promise<IDBPDatabase<Schema>> | null = null;

  /** @param compile in full */
  constructor(compile: Compile, name = "perpmill-strategies") {
    this.#compile = compile;
    this.#name = name;
  }

  async list(): Promise<readonly OwnStrategyDetail[]> {
    const all = await (await this.#open()).getAll("strategies");
    const newestFirst = all.sort((a, b) => b.updatedMs - a.updatedMs);
    return Promise.all(newestFirst.map((kept) => this.#detail(kept)));
  }

  async get(id: string): Promise<OwnStrategyDetail> {
    return this.#detail(await this.#kept(id));
  }

  async create(name: string, source: string): Promise<OwnStrategyDetail> {
    await this.#checkName(name, null);
    const compiled = await this.#compile(source);
    const nowMs = Date.now();
    const times = { createdMs: nowMs, updatedMs: nowMs };
    return this.#keep(
      { id: crypto.randomUUID(), name, hash: compiled.hash, ...times },
      source,
      compiled,
    );
  }

  async save(id: string, source: string): Promise<OwnStrategyDetail> {
    const kept = await this.#kept(id);
    const compiled = await this.#compile(source);
    return this.#keep({ ...kept, hash: compiled.hash, updatedMs: Date.now() }, source, compiled);
  }

  async change(id: string, change: { readonly name?: string; readonly hash?: string }) {
    const kept = await this.#kept(id);
    if (change.name !== undefined) await this.#checkName(change.name, id);
    const next = { ...kept, ...change, updatedMs: Date.now() };
    await (await this.#open()).put("strategies", next);
    return this.#detail(next);
  }

  async remove(id: string): Promise<void> {
    const versions = await this.#versions(id);
    const writing = (await this.#open()).transaction(["strategies", "versions"], "readwrite");
    await writing.objectStore("strategies").delete(id);
    for (const { hash } of versions) await writing.objectStore("versions").delete([id, hash]);
    await writing.done;
  }

  async find(hash: string): Promise<string | null> {
    return (await (await this.#open()).getFromIndex("versions", "hash", hash))?.id ?? null;
  }

  async version(id: string, hash: string): Promise<StrategyVersionDetail> {
    const { name } = await this.#kept(id);
    const { source, descriptor, wasm, createdMs } = await this.#version(id, hash);
    return { hash, name, source, descriptor, createdMs, bytes: source.length + wasm.length };
  }

  async module(id: string, hash: string): Promise<Uint8Array<ArrayBuffer>> {
    const version = await this.#version(id, hash);
    if (version.kernelSha256 === KERNEL_SOURCES_SHA256) return version.wasm;
    // The app is newer than the module: another kernel needs another one.
    const { wasm, descriptor } = await this.#compile(version.source);
    const renewed = { ...version, wasm, descriptor, kernelSha256: KERNEL_SOURCES_SHA256 };
    await (await this.#open()).put("versions", renewed);
    return wasm;
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#opened ??= openDB<Schema>(this.#name, 1, {
      upgrade(database) {
        database.createObjectStore("strategies", { keyPath: "id" });
        const versions = database.createObjectStore("versions", { keyPath: ["id", "hash"] });
        versions.createIndex("id", "id");
        versions.createIndex("hash", "hash");
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        this.#opened = null;
      },
      terminated: () => {
        this.#opened = null;
      },
    }).catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async #kept(id: string): Promise<Kept> {
    const kept = await (await this.#open()).get("strategies", id);
    if (kept === undefined) throw refused("NOT_FOUND", `there is no strategy ${id}`);
    return kept;
  }

  async #version(id: string, hash: string): Promise<KeptVersion> {
    const version = await (await this.#open()).get("versions", [id, hash]);
    if (version === undefined) throw refused("NOT_FOUND", `there is no version ${hash}`);
    return version;
  }

  async #versions(id: string): Promise<readonly KeptVersion[]> {
    const all = await (await this.#open()).getAllFromIndex("versions", "id", id);
    return all.sort((a, b) => b.createdMs - a.createdMs);
  }

  async #checkName(name: string, besides: string | null): Promise<void> {
    const all = await (await this.#open()).getAll("strategies");
    if (all.every((one) => one.id === besides || one.name !== name)) return;
    throw refused("CONFLICT", `there is a strategy "${name}" already`);
  }

  async #keep(kept: Kept, source: string, compiled: CompiledInTab): Promise<OwnStrategyDetail> {
    const { hash, descriptor, wasm } = compiled;
    const writing = (await this.#open()).transaction(["strategies", "versions"], "readwrite");
    const versions = writing.objectStore("versions");
    if ((await versions.get([kept.id, hash])) === undefined) {
      const { updatedMs: createdMs } = kept;
      const version = { id: kept.id, hash, source, descriptor, wasm, createdMs };
      await versions.put({ ...version, kernelSha256: KERNEL_SOURCES_SHA256 });
    }
    await writing.objectStore("strategies").put(kept);
    await writing.done;
    return this.#detail(kept);
  }

  async #detail(kept: Kept): Promise<OwnStrategyDetail> {
    const versions = await this.#versions(kept.id);
    const { source, descriptor } = await this.#version(kept.id, kept.hash);
    return {
      ...kept,
      source,
      descriptor,
      versionCount: versions.length,
      versions: versions.map(({ hash, createdMs, ...version }) => {
        return { hash, createdMs, bytes: version.source.length + version.wasm.length };
      }),
    };
  }
}
