/** Who has shards of studies worked through: this server's own processes, or workers on many machines. */
import type { StudiesTable } from "../../../db/schema.js";

/** A study as a queue of shards knows it. */
export type QueuedStudy = Pick<StudiesTable, "id" | "owner_id" | "priority" | "kind">;

export interface ShardQueue {
  /**
   * Has the shards of a study that are not done worked through. May be called again at any time: what is under
   * way goes on, and nothing is worked through twice at the same time.
   */
  offer(study: QueuedStudy): Promise<void>;
  /** No shard of it begins any more, and those that run stop; ends when none of this server's does. */
  withdraw(studyId: string): Promise<void>;
}

/** Told when a shard has changed: it ended, or has new rows. */
export type ShardListener = (studyId: string, position: number) => void;
