/** From what a user writes to the one data set that is meant. */
import { PerpmillError } from "../errors.js";
import {
  type DataKind,
  type DataSetId,
  dataSetName,
  intervalName,
  parseDataSetName,
} from "./data-set-id.js";

/**
 * The id that `text` means among `ids`.
 * @returns null when it is no name of a data set or no data set has that symbol
 * @throws DATASET_AMBIGUOUS, DATASET_NOT_FOUND
 */
export function resolveName(
  text: string,
  wanted: { readonly kind: DataKind; readonly intervalMs?: number | undefined },
  ids: readonly DataSetId[],
): DataSetId | null {
  const pattern = parseDataSetName(text);
  if (pattern === null) return null;
  const ofSymbol = ids.filter(({ symbol }) => symbol === pattern.symbol);
  if (ofSymbol.length === 0) return null;
  const kind = pattern.kind ?? wanted.kind;
  const fitting = ofSymbol.filter(
    (id) =>
      id.kind === kind &&
      (pattern.market === null || id.market === pattern.market) &&
      (pattern.interval === null || id.interval === pattern.interval),
  );
  const preferred =
    wanted.intervalMs === undefined || pattern.interval !== null
      ? fitting
      : fitting.filter(({ interval }) => interval === intervalName(wanted.intervalMs ?? 0));
  if (preferred.length === 1) return preferred[0];
  if (fitting.length === 1) return fitting[0];
  if (fitting.length > 1) {
    const names = fitting.map(dataSetName);
    throw new PerpmillError("DATASET_AMBIGUOUS", {
      message: `${text} may be ${names.join(", ")}`,
      hint: `Write the whole name, such as ${names[0]}.`,
    });
  }
  throw new PerpmillError("DATASET_NOT_FOUND", {
    message: `there is no ${kind} data set ${text}; there is ${ofSymbol.map(dataSetName).join(", ")}`,
    hint: "`perpmill data list` shows all data sets; `perpmill data download` and `data add` make one.",
  });
}
