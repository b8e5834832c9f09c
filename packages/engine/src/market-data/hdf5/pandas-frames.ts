/**
 * The tables that pandas writes with `to_hdf`. *Fixed*: `axis0` names the columns, `axis1` is the
 * index, and columns of one type share a `block0_values`. *Table*: one data set of records, with
 * columns of one type side by side in `values_block_0`, their names in an attribute. Pickles in
 * attributes are never run: of a list of names only the texts are read.
 */
import type { TimeUnit } from "../columns/column-values.js";
import { damagedHdf5, unsupportedHdf5 } from "./hdf5-errors.js";
import { type Hdf5Source, TYPE_CLASS } from "./hdf5-source.js";
import { type Hdf5Column, type Hdf5Table, isNumeric } from "./hdf5-table.js";

/** The frame of a group, which `pandas_type` says is one. */
export async function pandasFrame(file: Hdf5Source, path: string): Promise<Hdf5Table> {
  const kind = textOf(file, path, "pandas_type");
  if (kind === "frame") return fixedFrame(file, path);
  if (kind === "frame_table") return tableFrame(file, path);
  const hint = "Write a DataFrame: df.to_hdf(path, key, format='table').";
  throw unsupportedHdf5(file.file, `${path} is a pandas ${kind}, not a frame`, hint);
}

/** The text of an attribute, null without one. */
export function textOf(file: Hdf5Source, path: string, name: string): string | null {
  const value = file.attribute(path, name)?.[0];
  return typeof value === "string" ? value : null;
}

async function fixedFrame(file: Hdf5Source, path: string): Promise<Hdf5Table> {
  const index = await file.dataset(`${path}/axis1`);
  const rows = index.shape[0] ?? 0;
  const columns: Hdf5Column[] = [];
  if (isNumeric(index.type) && index.shape.length === 1) {
    const unit = unitOf(textOf(file, index.path, "kind"));
    const name = indexName(textOf(file, index.path, "name"));
    columns.push({ name, dataset: index, type: index.type, place: { byte: 0 }, unit });
  }
  const blocks = Number(file.attribute(path, "nblocks")?.[0] ?? 0);
  if (!(blocks >= 0 && blocks <= 1000))
    throw damagedHdf5(file.file, `${path} has ${blocks} blocks`);
  for (let block = 0; block < blocks; block += 1) {
    columns.push(...(await fixedBlock(file, `${path}/block${block}`, rows)));
  }
  return { path, rows, columns };
}

/** Columns of one block; none when it holds Python objects. */
async function fixedBlock(file: Hdf5Source, block: string, rows: number): Promise<Hdf5Column[]> {
  const dataset = await file.dataset(`${block}_values`);
  if (!isNumeric(dataset.type)) return [];
  const names = await itemNames(file, `${block}_items`);
  const byRow = file.attribute(dataset.path, "transposed")?.[0] === 1;
  const expected = byRow ? [rows, names.length] : [names.length, rows];
  if (dataset.shape.join() !== expected.join()) {
    const found = dataset.shape.join(" x ");
    throw damagedHdf5(file.file, `${dataset.path} is ${found} and not ${expected.join(" x ")}`);
  }
  const unit = unitOf(textOf(file, dataset.path, "value_type"));
  return names.map((name, item) => ({
    name,
    dataset,
    type: dataset.type,
    place: byRow ? { byte: item * dataset.type.size } : { item },
    unit,
  }));
}

async function itemNames(file: Hdf5Source, path: string): Promise<string[]> {
  const { type, shape, read } = await file.dataset(path);
  const count = shape[0] ?? 0;
  if (type.type !== TYPE_CLASS.string || type.vlen || shape.length !== 1) {
    const hint = "Give the columns names: df.columns = ['open', …].";
    throw unsupportedHdf5(file.file, `the columns of ${path} have no plain names`, hint);
  }
  const bytes = read([0], [count]);
  return Array.from({ length: count }, (_, item) => {
    const text = new TextDecoder().decode(bytes.subarray(item * type.size, (item + 1) * type.size));
    return text.replace(/\0+$/, "");
  });
}

async function tableFrame(file: Hdf5Source, path: string): Promise<Hdf5Table> {
  const dataset = await file.dataset(`${path}/table`);
  const rows = dataset.shape[0] ?? 0;
  const rowsWritten = file.attribute(dataset.path, "NROWS")?.[0] ?? rows;
  if (rowsWritten !== rows) {
    throw damagedHdf5(file.file, `${dataset.path} has ${rows} rows and should have ${rowsWritten}`);
  }
  const columns: Hdf5Column[] = [];
  for (const member of dataset.type.compound_type?.members ?? []) {
    const type = member.array_type ?? member;
    if (!isNumeric(type)) continue;
    const kind = `${member.name}_${member.name === "index" ? "kind" : "dtype"}`;
    const unit = unitOf(textOf(file, dataset.path, kind));
    const names = memberNames(file, dataset.path, member.name);
    const width = member.array_type === undefined ? 1 : member.array_type.shape[0];
    if (names.length !== width || (member.array_type?.shape.length ?? 1) !== 1) {
      const what = `${dataset.path} has ${width} columns in ${member.name} and ${names.length} names`;
      throw damagedHdf5(file.file, what);
    }
    names.forEach((name, item) => {
      columns.push({
        name,
        dataset,
        type,
        place: { byte: member.offset + item * type.size },
        unit,
      });
    });
  }
  return { path, rows, columns };
}

function memberNames(file: Hdf5Source, path: string, member: string): readonly string[] {
  if (member === "index") return [indexName(indexNameOfTable(file, path))];
  const pickled = textOf(file, path, `${member}_kind`);
  return pickled === null ? [member] : pickledTexts(pickled);
}

/** In the attribute `info` of the frame: `… Vindex_name\np9\nVopen_time\np10\ns …`. */
function indexNameOfTable(file: Hdf5Source, path: string): string | null {
  const info = textOf(file, path.slice(0, -"/table".length), "info") ?? "";
  return /V?S?'?index_name'?\n(?:p\d+\n)?V([^\n]*)\n/.exec(info)?.[1] ?? null;
}

/** Texts of a list pickled by protocol 0: lines `Vtext`, or `S'text'` as Python 2 wrote them. */
function pickledTexts(pickle: string): string[] {
  return pickle
    .split("\n")
    .map((line) => /^[(\]la]*(?:V(.*)|S'(.*)')$/.exec(line))
    .filter((match) => match !== null)
    .map(([, unicode, bytes]) =>
      (unicode ?? bytes).replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    );
}

/** A name that is no text is a pickle, `N.` for None. */
function indexName(name: string | null): string {
  return name === null || name === "" || name.endsWith(".") ? "index" : name;
}

/** pandas counts times in ns unless it names another unit: `datetime64`, `datetime64[us]`. */
function unitOf(kind: string | null): TimeUnit | null {
  const match = /^datetime64(?:\[(s|ms|us|ns)\b.*)?$/.exec(kind ?? "");
  return match === null ? null : ((match[1] as TimeUnit | undefined) ?? "ns");
}
