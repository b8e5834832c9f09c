/** A shard that is worked on: what is claimed, what is to be run of it, which row is its best. */
import {
  type AskedRow,
  isBetter,
  type RowsRecipe,
  type StudyContents,
  SWEEP_OUTCOMES,
  type SweepOutcome,
} from "@perpmill/engine";
import type { StudiesTable } from "../../../db/schema.js";
import type { PlannedStudy } from "./study-plans.js";

/** A shard that somebody works on. */
export interface ShardClaim {
  readonly studyId: string;
  readonly position: number;
  readonly attempt: number;
}

/** A claimed shard and what is missing of it. */
export interface ShardLoad {
  readonly claim: ShardClaim;
  readonly study: StudiesTable;
  readonly contents: StudyContents;
  readonly recipe: RowsRecipe;
  /** in order; none: all are there */
  readonly rows: readonly AskedRow[];
  readonly planned: PlannedStudy;
  /** keys by row */
  readonly keys: ReadonlyMap<number, string>;
}

/** The best row of a shard. */
export interface BestRow {
  readonly row: number;
  readonly value: number;
}

/** How a row ended, as the engine named it. @throws Error for another word */
export function outcomeOf(text: string): SweepOutcome {
  const outcome = SWEEP_OUTCOMES.find((one) => one === text);
  if (outcome === undefined) throw new Error(`no row ends as ${text}`);
  return outcome;
}

/** The better one of two rows; of equal ones that of the lower number. */
export function betterOf(
  { rank }: PlannedStudy["rows"],
  one: BestRow | null,
  other: BestRow | null,
) {
  if (one === null || other === null) return one ?? other;
  if (one.value === other.value) return one.row < other.row ? one : other;
  return isBetter(rank, one.value, other.value) ? one : other;
}
