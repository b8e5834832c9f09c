/** Strategies as their owners handle them: written, kept in versions, called something else, removed. */
import { randomUUID } from "node:crypto";
import { KERNEL_SOURCES_SHA256, type StrategyDescriptor } from "@perpmill/engine";
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import { decodeNumberCursor, encodeCursor } from "../../../db/cursor.js";
import type { Database, StrategyVersionsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type {
  ChangeStrategyBody,
  ListStrategiesQuery,
  NewStrategyBody,
  StrategyVersionDetail,
  UserStrategyDetail,
  UserStrategyPage,
} from "../../../schemas/strategies.js";
import type { CompiledModule, UserModule } from "../../../workers/protocol.js";
import type { Compiler } from "./compiler.js";
import type { NamedVersion, StrategiesRepository, StrategyRow } from "./strategies-repository.js";
import { strategyDetailOf, strategyOf } from "./strategy-views.js";

export interface StrategiesParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly repository: StrategiesRepository;
  readonly compiler: Compiler;
  /** bytes that the versions of one user may take */
  readonly limitBytes: number;
}

/** Who asks. */
export interface StrategyViewer {
  readonly userId: string;
  readonly role: "viewer" | "user" | "admin";
}

/** A version that can be run. */
export interface RunnableStrategy extends UserModule {
  readonly hash: string;
  /** what its owner calls it */
  readonly label: string;
  readonly descriptor: StrategyDescriptor;
}

const USER_NAME = /^user:([0-9a-f]{64})$/;

function notThere(id: string): ServerError {
  return new ServerError("NOT_FOUND", { message: `there is no strategy ${id} for you` });
}

function unknown(name: string): ServerError {
  return new ServerError("STRATEGY_UNKNOWN", {
    message: `you have no strategy ${JSON.stringify(name.slice(0, 80))}`,
    field: "body.config.strategy.name",
  });
}

export class Strategies {
  readonly #parts: StrategiesParts;

  constructor(parts: StrategiesParts) {
    this.#parts = parts;
  }

  /** A page. @throws FORBIDDEN for everybody's, but to administrators; REQUEST_INVALID (cursor) */
  async list(query: ListStrategiesQuery, viewer: StrategyViewer): Promise<UserStrategyPage> {
    if (query.whose === "all" && viewer.role !== "admin") {
      throw new ServerError("FORBIDDEN", { message: "only administrators see everybody's" });
    }
    const { rows, next } = await this.#parts.repository.list({
      ownerId: query.whose === "all" ? null : viewer.userId,
      hash: query.hash ?? null,
      limit: query.limit,
      after: query.cursor === undefined ? null : decodeNumberCursor(query.cursor, true),
    });
    return {
      items: rows.map((row) => strategyOf(row, viewer)),
      nextCursor: next === null ? null : encodeCursor(next),
    };
  }

  /** With source and versions. @throws NOT_FOUND */
  async get(id: string, viewer: StrategyViewer): Promise<UserStrategyDetail> {
    const row = await this.#own(id, viewer);
    const { repository } = this.#parts;
    const { source } = await this.#version(id, row.hash);
    return strategyDetailOf(row, source, await repository.versions(id), viewer);
  }

  /** A version. @throws NOT_FOUND */
  async version(id: string, hash: string, viewer: StrategyViewer): Promise<StrategyVersionDetail> {
    const { name } = await this.#own(id, viewer);
    const { source, descriptor, bytes, created_ms: createdMs } = await this.#version(id, hash);
    return { hash, bytes, createdMs, name, source, descriptor: JSON.parse(descriptor) };
  }

  /** The module of a version, for the kernel of this server. @throws NOT_FOUND; as Compiler.compile */
  async module(id: string, hash: string, viewer: StrategyViewer): Promise<Uint8Array> {
    const { name, owner_id: ownerId } = await this.#own(id, viewer);
    const { module } = await this.#runnable({ ...(await this.#version(id, hash)), name }, ownerId);
    return module;
  }

  /** Compiles and keeps a new one. @throws CONFLICT (its name), QUOTA_EXCEEDED; as Compiler.compile */
  async create(
    { name, source }: NewStrategyBody,
    viewer: StrategyViewer,
    signal: AbortSignal,
  ): Promise<UserStrategyDetail> {
    const { db, clock, repository, compiler } = this.#parts;
    const ownerId = viewer.userId;
    await this.#checkName(ownerId, name, null);
    const compiled = await compiler.compile(ownerId, source, signal);
    const id = randomUUID();
    const nowMs = clock.nowMs();
    await db.transaction().execute(async (trx) => {
      await this.#checkName(ownerId, name, null, trx);
      const times = { created_ms: nowMs, updated_ms: nowMs };
      await repository.insert({ id, owner_id: ownerId, name, hash: compiled.hash, ...times }, trx);
      await this.#keep(id, ownerId, source, compiled, trx);
    });
    return this.get(id, viewer);
  }

  /** Compiles a source and keeps it as the version that is worked on. @throws as `create`; NOT_FOUND */
  async save(
    id: string,
    source: string,
    viewer: StrategyViewer,
    signal: AbortSignal,
  ): Promise<UserStrategyDetail> {
    const { db, clock, repository, compiler } = this.#parts;
    await this.#own(id, viewer);
    const compiled = await compiler.compile(viewer.userId, source, signal);
    await db.transaction().execute(async (trx) => {
      if ((await repository.get(id, trx)) === null) throw notThere(id);
      await this.#keep(id, viewer.userId, source, compiled, trx);
      await repository.update(id, { hash: compiled.hash, updated_ms: clock.nowMs() }, trx);
    });
    return this.get(id, viewer);
  }

  /** Calls it something else, or goes back to a version. @throws NOT_FOUND, CONFLICT (its name) */
  async change(
    id: string,
    { name, hash }: ChangeStrategyBody,
    viewer: StrategyViewer,
  ): Promise<UserStrategyDetail> {
    const { db, clock, repository } = this.#parts;
    const { owner_id: ownerId } = await this.#own(id, viewer);
    if (hash !== undefined) await this.#version(id, hash);
    await db.transaction().execute(async (trx) => {
      if (name !== undefined) await this.#checkName(ownerId, name, id, trx);
      const patch = {
        ...(name === undefined ? {} : { name }),
        ...(hash === undefined ? {} : { hash }),
        updated_ms: clock.nowMs(),
      };
      await repository.update(id, patch, trx);
    });
    return this.get(id, viewer);
  }

  /**
   * Removes it with its versions; runs that used one keep its name and hash.
   * @throws NOT_FOUND; CONFLICT while a run that waits or runs needs it
   */
  async remove(id: string, viewer: StrategyViewer): Promise<void> {
    const { db, repository } = this.#parts;
    await db.transaction().execute(async (trx) => {
      const row = await repository.get(id, trx);
      const may = row !== null && (row.owner_id === viewer.userId || viewer.role === "admin");
      if (!may) throw notThere(id);
      const hashes = (await repository.versions(id, trx)).map(({ hash }) => hash);
      if ((await repository.unfinishedRuns(row.owner_id, hashes, trx)) > 0) {
        throw new ServerError("CONFLICT", { message: "a run that waits or runs needs it" });
      }
      await repository.delete(id, trx);
    });
  }

  /**
   * What a configuration means by `strategy.name`.
   * @param name as it was sent, whatever it is
   * @returns null for what is none of `user:…`: the engine knows it, or refuses it
   * @throws STRATEGY_UNKNOWN for a version that is none of its owner's; as Compiler.compile
   */
  async named(ownerId: string, name: unknown): Promise<RunnableStrategy | null> {
    if (typeof name !== "string" || !name.startsWith("user:")) return null;
    const hash = USER_NAME.exec(name)?.[1];
    const version =
      hash === undefined ? null : await this.#parts.repository.ownVersion(ownerId, hash);
    if (version === null) throw unknown(name);
    return this.#runnable(version, ownerId);
  }

  /** Another kernel needs another module of the same source. */
  async #runnable(version: NamedVersion, ownerId: string): Promise<RunnableStrategy> {
    const { hash, name: label } = version;
    if (version.kernel_sha256 === KERNEL_SOURCES_SHA256) {
      const descriptor: StrategyDescriptor = JSON.parse(version.descriptor);
      return { hash, label, descriptor, module: version.module };
    }
    const { repository, compiler } = this.#parts;
    const { descriptor, module } = await compiler.compileInTurn(ownerId, version.source);
    await repository.renewModule(hash, {
      module,
      kernel_sha256: KERNEL_SOURCES_SHA256,
      descriptor: JSON.stringify(descriptor),
      bytes: Buffer.byteLength(version.source) + module.length,
    });
    return { hash, label, descriptor, module };
  }

  async #own(id: string, viewer: StrategyViewer): Promise<StrategyRow> {
    const row = await this.#parts.repository.get(id);
    if (row === null || row.owner_id !== viewer.userId) throw notThere(id);
    return row;
  }

  async #version(id: string, hash: string): Promise<StrategyVersionsTable> {
    const version = await this.#parts.repository.version(id, hash);
    if (version !== null) return version;
    throw new ServerError("NOT_FOUND", { message: `the strategy has no version ${hash}` });
  }

  async #checkName(
    ownerId: string,
    name: string,
    besides: string | null,
    trx?: Kysely<Database>,
  ): Promise<void> {
    if (!(await this.#parts.repository.hasName(ownerId, name, besides, trx))) return;
    throw new ServerError("CONFLICT", {
      message: `you have a strategy ${JSON.stringify(name)} already`,
      field: "body.name",
    });
  }

  async #keep(
    id: string,
    ownerId: string,
    source: string,
    { hash, descriptor, module }: CompiledModule,
    trx: Kysely<Database>,
  ): Promise<void> {
    const { repository, clock, limitBytes } = this.#parts;
    await repository.insertVersion(
      {
        strategy_id: id,
        hash,
        source,
        descriptor: JSON.stringify(descriptor),
        kernel_sha256: KERNEL_SOURCES_SHA256,
        bytes: Buffer.byteLength(source) + module.length,
        module,
        created_ms: clock.nowMs(),
      },
      trx,
    );
    if ((await repository.ownedBytes(ownerId, trx)) <= limitBytes) return;
    throw new ServerError("QUOTA_EXCEEDED", {
      message: `your strategies may take ${limitBytes} bytes in all, and this is more than is left`,
    });
  }
}
