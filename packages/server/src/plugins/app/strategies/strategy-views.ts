/** Rows of strategies as they are answered. */
import type {
  StrategyVersion,
  UserStrategy,
  UserStrategyDetail,
} from "../../../schemas/strategies.js";
import type { StrategyRow, VersionHead } from "./strategies-repository.js";

/** A strategy as it stands in a list. */
export function strategyOf(row: StrategyRow, viewer: { readonly userId: string }): UserStrategy {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    owner: { id: row.owner_id, name: row.owner_name },
    own: row.owner_id === viewer.userId,
    descriptor: JSON.parse(row.descriptor),
    versionCount: row.versions,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
  };
}

function versionOf({ hash, bytes, created_ms: createdMs }: VersionHead): StrategyVersion {
  return { hash, bytes, createdMs };
}

/** A strategy with its source and versions. */
export function strategyDetailOf(
  row: StrategyRow,
  source: string,
  versions: readonly VersionHead[],
  viewer: { readonly userId: string },
): UserStrategyDetail {
  return { ...strategyOf(row, viewer), source, versions: versions.map(versionOf) };
}
