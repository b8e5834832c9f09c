/** The cache of prepared bars as its administrator sees it: `app.cacheAdmin`. */
import { basename } from "node:path";
import { cacheStatus, clearCache, trimCache } from "@perpmill/engine";
import type {} from "fastify";
import fp from "fastify-plugin";
import { ServerError } from "../../../errors.js";
import type {
  CacheEntries,
  CacheStatus,
  ClearCacheBody,
  ClearedCache,
  RebuiltCache,
  VerifiedCache,
} from "../../../schemas/cache.js";
import type { CacheTask } from "../../../workers/data-tasks.js";
import type { Pool } from "../jobs/job-types.js";

export interface CacheParts {
  readonly pool: Pool;
  readonly cacheDir: string;
  readonly home: string;
  readonly limitBytes: number | null;
}

declare module "fastify" {
  interface FastifyInstance {
    cacheAdmin: CacheAdmin;
  }
}

const WORK_TIMEOUT_MS = 30 * 60_000;

function namesOf(paths: readonly string[]): string[] {
  return paths.map((path) => basename(path));
}

/** What is answered names files, never their folders. */
export class CacheAdmin {
  readonly #parts: CacheParts;
  #working = false;

  constructor(parts: CacheParts) {
    this.#parts = parts;
  }

  /** The cache in numbers. */
  async status(): Promise<CacheStatus> {
    const { entries, bytes, hits, misses } = await cacheStatus(this.#parts.cacheDir);
    const damaged = entries.filter(({ state }) => state === "damaged").length;
    const { limitBytes } = this.#parts;
    return { entries: entries.length, bytes, limitBytes, hits, misses, damaged };
  }

  /**
   * Entries, those used last first.
   * @param after key of the entry that the page before ended with; null: from the first
   */
  async entries(limit: number, after: string | null): Promise<CacheEntries> {
    const { entries } = await cacheStatus(this.#parts.cacheDir);
    const from = after === null ? 0 : entries.findIndex(({ key }) => key === after) + 1;
    const page = entries.slice(from, from + limit);
    const items = page.map(({ bars, madeFrom, ...entry }) => ({
      key: entry.key,
      bytes: entry.bytes,
      state: entry.state,
      reason: entry.reason,
      files: namesOf(madeFrom?.files.map(({ path }) => path) ?? []),
      symbol: bars?.symbol ?? null,
      rows: bars?.count ?? null,
      intervalMs: bars?.intervalMs ?? null,
      firstMs: bars?.firstOpenMs ?? null,
      lastMs: bars?.lastOpenMs ?? null,
      hits: entry.hits,
      misses: entry.misses,
      lastUsedMs: Math.round(entry.lastUsedMs),
    }));
    const hasMore = from + limit < entries.length;
    return { items, nextCursor: hasMore ? (page.at(-1)?.key ?? null) : null };
  }

  /** Removes entries: all, those not used for long, or the least recently used ones. */
  async clear({ olderThanMs, maxBytes }: ClearCacheBody): Promise<ClearedCache> {
    const { cacheDir } = this.#parts;
    const trimmed =
      maxBytes === undefined ? { entries: 0, bytes: 0 } : await trimCache(cacheDir, maxBytes);
    if (maxBytes !== undefined && olderThanMs === undefined) return trimmed;
    const cleared = await clearCache(cacheDir, { olderThanMs: olderThanMs ?? null });
    return {
      entries: trimmed.entries + cleared.entries,
      bytes: trimmed.bytes + cleared.bytes,
    };
  }

  /** Reads every byte of the cache and of its sources. @throws CONFLICT while such work is under way */
  async verify(ownerId: string): Promise<VerifiedCache> {
    const { verified } = await this.#work("verify", ownerId);
    const { entries, sources } = verified ?? { entries: [], sources: [] };
    return {
      entries: entries.length,
      bad: entries
        .filter(({ state }) => state !== "whole")
        .map(({ key, state, reason }) => ({ key, state, reason })),
      sources: sources.length,
      changed: sources
        .filter(({ state }) => state !== "same")
        .map(({ files, state }) => ({ files: namesOf(files), state })),
    };
  }

  /** Makes every entry again from its source. @throws CONFLICT while such work is under way */
  async rebuild(ownerId: string): Promise<RebuiltCache> {
    const rebuilt = (await this.#work("rebuild", ownerId)).rebuilt ?? [];
    return {
      entries: rebuilt.length,
      failed: rebuilt.flatMap(({ key, files, reason }) =>
        reason === null ? [] : [{ key, files: namesOf(files), reason: this.#withoutPaths(reason) }],
      ),
    };
  }

  #withoutPaths(reason: string): string {
    return reason.replaceAll(this.#parts.home, "");
  }

  async #work(work: CacheTask["work"], ownerId: string) {
    if (this.#working) {
      throw new ServerError("CONFLICT", { message: "the cache is being verified or rebuilt" });
    }
    this.#working = true;
    const { pool, cacheDir, home, limitBytes } = this.#parts;
    try {
      return await pool.call(
        { kind: "cache", work, places: { home, cacheDir, cacheLimitBytes: limitBytes } },
        { ownerId, timeoutMs: WORK_TIMEOUT_MS },
      );
    } finally {
      this.#working = false;
    }
  }
}

export const cachePlugin = fp(
  async (app) => {
    const { pool, paths, settings } = app;
    app.decorate(
      "cacheAdmin",
      new CacheAdmin({
        pool,
        cacheDir: paths.cache,
        home: paths.home,
        limitBytes: settings.cacheLimitBytes,
      }),
    );
  },
  { name: "cacheAdmin", fastify: "5.x", dependencies: ["jobs"] },
);
