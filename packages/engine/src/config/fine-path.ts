/** Path models that give a bar any number of points in the place of four (semantics 2, finer paths). */
import type { FourPointModel, NormalisedConfig, PathModel } from "./types.js";

/** Models of four points, in the order in which they are shown. */
export const FOUR_POINT_MODELS: readonly FourPointModel[] = [
  "direction",
  "nearest",
  "lowFirst",
  "highFirst",
  "random",
];

export function isFourPoint(model: PathModel): model is FourPointModel {
  return model !== "bridge" && model !== "trades";
}

export function isFinePath({ path }: Pick<NormalisedConfig, "path">): boolean {
  return !isFourPoint(path.model);
}
