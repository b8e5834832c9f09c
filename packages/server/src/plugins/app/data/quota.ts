/** How much of the disk the data sets of one user may take: setting `dataLimitPerUserBytes`. */
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { DataSetsRepository } from "./data-sets-repository.js";

export class Quota {
  readonly #limitBytes: number | null;
  readonly #repository: DataSetsRepository;

  /** @param limitBytes null: none */
  constructor(limitBytes: number | null, repository: DataSetsRepository) {
    this.#limitBytes = limitBytes;
    this.#repository = repository;
  }

  /** Bytes that a user may still bring, 0 or more; Infinity without a limit. */
  async room(ownerId: string): Promise<number> {
    if (this.#limitBytes === null) return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#limitBytes - (await this.#repository.ownedBytes(ownerId)));
  }

  /** @throws QUOTA_EXCEEDED when a user has no room left for anything */
  async checkAny(ownerId: string): Promise<void> {
    if ((await this.room(ownerId)) === 0) throw this.exceeded();
  }

  /** @throws QUOTA_EXCEEDED when what a user has by now is too much */
  async checkOwned(ownerId: string, trx: Kysely<Database>): Promise<void> {
    if (this.#limitBytes === null) return;
    if ((await this.#repository.ownedBytes(ownerId, trx)) > this.#limitBytes) throw this.exceeded();
  }

  /** For whoever counts what comes against `room`. */
  exceeded(): ServerError {
    return new ServerError("QUOTA_EXCEEDED", {
      message: `your data sets may take ${this.#limitBytes} bytes in all, and this is more than is left`,
    });
  }
}
