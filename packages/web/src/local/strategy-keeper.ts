/** Where strategies are kept that were written here: on the server, or in this browser. */
import type {
  StrategyVersionDetail,
  UserStrategy,
  UserStrategyDetail,
  UserStrategyPage,
} from "@perpmill/server/api";
import { request, requestResponse } from "../api/client";

/** A strategy in a list. */
export type OwnStrategy = Omit<UserStrategy, "owner" | "own">;
/** One with its source and all that it has been. */
export type OwnStrategyDetail = Omit<UserStrategyDetail, "owner" | "own">;

/** Rejects with ApiFailure, CompileFailure or DOMException. */
export interface StrategyKeeper {
  /** those changed last come first */
  list(): Promise<readonly OwnStrategy[]>;
  get(id: string): Promise<OwnStrategyDetail>;
  /** Compiles and keeps a new one. */
  create(name: string, source: string): Promise<OwnStrategyDetail>;
  /** Compiles and keeps a version. */
  save(id: string, source: string): Promise<OwnStrategyDetail>;
  /** Another name, or one of its versions again. */
  change(
    id: string,
    change: { readonly name?: string; readonly hash?: string },
  ): Promise<OwnStrategyDetail>;
  remove(id: string): Promise<void>;
  /** The strategy that has a version of a hash; null: none that is one's own. */
  find(hash: string): Promise<string | null>;
  version(id: string, hash: string): Promise<StrategyVersionDetail>;
  /** kernel and strategy as one module */
  module(id: string, hash: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Most strategies of a page of the list. */
const PAGE = 200;

/** On the server, as its user's. */
export const serverKeeper: StrategyKeeper = {
  async list() {
    const items: UserStrategy[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const after: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page: UserStrategyPage = await request(`strategies?limit=${PAGE}${after}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  },
  get: (id) => request(`strategies/${id}`),
  create: (name, source) => request("strategies", { method: "POST", body: { name, source } }),
  save: (id, source) => request(`strategies/${id}/versions`, { method: "POST", body: { source } }),
  change: (id, body) => request(`strategies/${id}`, { method: "PATCH", body }),
  remove: (id) => request(`strategies/${id}`, { method: "DELETE" }),
  async find(hash) {
    const { items }: UserStrategyPage = await request(`strategies?limit=1&hash=${hash}`);
    return items[0]?.id ?? null;
  },
  version: (id, hash) => request(`strategies/${id}/versions/${hash}`),
  async module(id, hash) {
    const response = await requestResponse(`strategies/${id}/versions/${hash}/module`);
    return new Uint8Array(await response.arrayBuffer());
  },
};
