/** The path of a configuration, as far as the steps of its bars hang on it. */
import type { ConfigInput, SteppedPath } from "@perpmill/engine";
import { valueAt } from "../../../engine/config-path";
import { sectionFields } from "./form-fields";

/** Undefined: bars have four steps, or none that are known before. */
export function steppedPath(config: ConfigInput): SteppedPath | undefined {
  if (valueAt(config, "path.model") !== "bridge") return undefined;
  const field = sectionFields("path", "en").find(({ path }) => path === "path.points");
  return { model: "bridge", points: Number(valueAt(config, "path.points") ?? field?.fallback) };
}
