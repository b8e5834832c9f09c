/** What shards read, where the server itself works on them. */
import type { StudiesTable } from "../../../db/schema.js";
import type { DataFiles, UserModule } from "../../../workers/protocol.js";
import type { Strategies } from "../strategies/strategies-service.js";
import type { ShardSource } from "./shard-run.js";
import type { SharedContents } from "./shared-contents.js";

export class ServerSource implements ShardSource {
  readonly #contents: SharedContents;
  readonly #strategies: Pick<Strategies, "named">;

  constructor(contents: SharedContents, strategies: Pick<Strategies, "named">) {
    this.#contents = contents;
    this.#strategies = strategies;
  }

  data(hash: string): Promise<DataFiles> {
    return this.#contents.local(hash);
  }

  strategy({
    owner_id,
    strategy,
  }: Pick<StudiesTable, "strategy" | "owner_id">): Promise<UserModule | null> {
    return this.#strategies.named(owner_id, strategy);
  }
}
