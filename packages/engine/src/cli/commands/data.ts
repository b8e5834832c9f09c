/** `perpmill data list|remove|path`: the data sets of the data directory. */
import { PerpmillError } from "../../errors.js";
import { minuteText, numberText } from "../../reports/number-text.js";
import { type DataKind, type DataStore, openStore, type StoredDataSet } from "../../store/index.js";
import type { CommandContext } from "../context.js";
import { fillChoice } from "../fill-choice.js";
import { type HomeOption, homeOf } from "../home.js";
import { coloursOf } from "../print/colours.js";
import { sizeText } from "../print/size-text.js";
import { tableText } from "../print/table.js";

export interface DataOptions extends HomeOption {
  readonly kind?: DataKind;
  readonly json?: boolean;
}

/** Data sets as a table with a line of titles. */
export function dataSetsText(
  dataSets: readonly StoredDataSet[],
  { host, texts }: CommandContext,
): string {
  const paint = coloursOf(host.stdout, host.env);
  const { name, span, files, size, fill, readAs } = texts.data.columns;
  const asked = dataSets.some((one) => readAsText(one) !== "");
  const rows = dataSets.map((one) => [
    paint.bold(one.name),
    one.fromMs === null || one.toMs === null
      ? "–"
      : `${minuteText(one.fromMs)} → ${minuteText(one.toMs)}`,
    numberText(one.files.length, "count"),
    sizeText(one.bytes),
    fillChoice(one.fill),
    ...(asked ? [readAsText(one)] : []),
  ]);
  const titles = [name, span, files, size, fill, ...(asked ? [readAs] : [])];
  const head = titles.map((title) => paint.dim(title));
  return tableText([head, ...rows], asked ? "llrrll" : "llrrl");
}

/** Format and table that were chosen; empty where the content tells. */
function readAsText({ readAs: { format, table } }: StoredDataSet): string {
  return [format, table].filter((word) => word !== null).join(" ");
}

/**
 * Prints all data sets.
 * @throws USAGE, DATASET_DAMAGED, FILE_UNREADABLE
 */
export async function dataListCommand(
  options: DataOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const home = homeOf(options, context);
  const dataSets = await openStore(home).list();
  if (options.json === true) host.stdout.write(`${JSON.stringify(dataSets, null, 2)}\n`);
  else if (dataSets.length === 0) {
    host.stdout.write(`${texts.data.noDataSets(home)}\n${texts.data.addHint}\n`);
  } else host.stdout.write(`${dataSetsText(dataSets, context)}\n`);
}

async function named(
  name: string,
  { kind = "last" }: DataOptions,
  store: DataStore,
  { texts }: CommandContext,
): Promise<StoredDataSet> {
  const id = await store.find(name, { kind });
  const found = id === null ? null : await store.get(id);
  if (found !== null) return found;
  throw new PerpmillError("DATASET_NOT_FOUND", {
    message: texts.data.messages.noSuchDataSet(name),
    hint: texts.data.messages.noSuchDataSetHint,
  });
}

/**
 * Removes a data set.
 * @throws USAGE, DATASET_*
 */
export async function dataRemoveCommand(
  name: string,
  options: DataOptions,
  context: CommandContext,
): Promise<void> {
  const store = openStore(homeOf(options, context));
  const found = await named(name, options, store, context);
  await store.remove(found.id);
  const text =
    options.json === true ? JSON.stringify(found) : context.texts.data.removed(found.name);
  context.host.stdout.write(`${text}\n`);
}

/**
 * Prints the folder of a data set.
 * @throws USAGE, DATASET_*
 */
export async function dataPathCommand(
  name: string,
  options: DataOptions,
  context: CommandContext,
): Promise<void> {
  const found = await named(name, options, openStore(homeOf(options, context)), context);
  const text = options.json === true ? JSON.stringify(found, null, 2) : found.folder;
  context.host.stdout.write(`${text}\n`);
}
