/** The configuration that a sweep or a search found to be the best. */
import type { ConfigInput } from "../config/input.js";
import type { SearchJson } from "../search/search-json.js";
import type { AxisValue } from "../sweeps/axis.js";
import type { SweepJson } from "../sweeps/sweep-json.js";
import { configOfPoint } from "./config-of-point.js";

function parametersOf(study: SweepJson | SearchJson): Readonly<Record<string, AxisValue>> | null {
  if (study.kind === "search") return study.best?.parameters ?? null;
  const { axes, best, columns } = study;
  const [row] = best;
  if (row === undefined) return null;
  return Object.fromEntries(axes.map((path) => [path, columns[path]?.[row] ?? null]));
}

/**
 * The configuration of the study with the parameters of its best row in it, unchecked.
 * @returns null: no row is the best
 */
export function bestConfig(study: SweepJson | SearchJson): ConfigInput | null {
  const parameters = parametersOf(study);
  return parameters === null ? null : configOfPoint(study.config, parameters);
}
