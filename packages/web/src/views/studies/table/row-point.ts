/** The configuration of a row of a study. */
import type { ConfigInput } from "@perpmill/engine";
import { rowConfig } from "./row-config";
import { outcomeAt, parameterAt, type StudyRows } from "./study-rows";

/**
 * @param limit drawdown at which rows are given up; undefined: none
 */
export function configOfRow(
  config: ConfigInput,
  rows: StudyRows,
  paths: readonly string[],
  row: number,
  limit: number | undefined,
): ConfigInput {
  const point = paths.map((path) => [path, parameterAt(rows, path, row)] as const);
  return rowConfig(config, point, outcomeAt(rows, row) === "givenUp" ? (limit ?? null) : null);
}
