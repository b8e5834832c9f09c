/** Imported rules below the data directory: `<home>/instruments/rules.json`. */
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { writeAtomically } from "../cache/atomic-file.js";
import type { MarginTier } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { readRules, type SymbolFilters } from "./import-rules.js";
import { instrumentOf, type PresetInfo, presetInfo } from "./presets.js";

const FORMAT = 1;
/** The whole of an exchange is some megabytes. */
const TEXT_BYTES_MAX = 256 << 20;

interface Dated {
  /** UTC date at which the exchange said so, `YYYY-MM-DD` */
  readonly date: string;
  /** name of the file it was read from */
  readonly file: string;
}

interface StoredRules {
  readonly filters?: SymbolFilters & Dated;
  readonly tiers?: Dated & { readonly rows: readonly MarginTier[] };
}

type RulesBySymbol = Readonly<Record<string, StoredRules>>;

/** What the import of one file did. */
export interface ImportedFile {
  readonly file: string;
  /** `filters`: ticks, steps, minimums; `tiers`: margin tiers */
  readonly kind: "filters" | "tiers";
  /** UTC date of the rules, and how it is known */
  readonly date: string;
  readonly dateFrom: "option" | "content" | "fileTime";
  /** symbols taken in, and symbols of which newer rules are there already */
  readonly taken: number;
  readonly older: number;
  /** symbols that are no perpetuals margined in their quote currency */
  readonly skipped: number;
}

function rulesPath(home: string): string {
  return join(home, "instruments", "rules.json");
}

async function readStored(home: string): Promise<RulesBySymbol> {
  const path = rulesPath(home);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw unreadable(path, error);
  }
  try {
    const { format, symbols } = JSON.parse(text);
    if (format === FORMAT && typeof symbols === "object" && symbols !== null) return symbols;
  } catch {}
  throw new PerpmillError("INSTRUMENT_FILE_INVALID", {
    message: "the imported rules cannot be understood",
    where: { file: path },
    hint: "Remove the file and import the rules again.",
  });
}

function unreadable(path: string, error: unknown): PerpmillError {
  const { code } = error as NodeJS.ErrnoException;
  const missing = code === "ENOENT";
  return new PerpmillError(missing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE", {
    message: missing ? `there is no ${path}` : `cannot read ${path}: ${code ?? String(error)}`,
    where: { file: path },
    hint: "Check the path and the permissions.",
    cause: error,
  });
}

async function textOf(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    const plain = await promisify(gunzip)(bytes, { maxOutputLength: TEXT_BYTES_MAX });
    return plain.toString("utf8");
  } catch (cause) {
    throw new PerpmillError("INSTRUMENT_FILE_INVALID", {
      message: "the gzip file is damaged or too large",
      where: { file: path },
      hint: "Fetch the file again.",
      cause,
    });
  }
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

async function dateOf(
  path: string,
  contentMs: number | null,
  given: string | undefined,
): Promise<Pick<ImportedFile, "date" | "dateFrom">> {
  if (given !== undefined) return { date: given, dateFrom: "option" };
  if (contentMs !== null) return { date: isoDate(contentMs), dateFrom: "content" };
  return { date: isoDate((await stat(path)).mtimeMs), dateFrom: "fileTime" };
}

/**
 * Takes the rules of files into the data directory. Of each symbol the newest rules stay.
 * @param paths exchangeInfo and leverage brackets, `.json` or `.json.gz`
 * @param date UTC date of all files, `YYYY-MM-DD`; default: what the file says, else its own time
 * @throws INSTRUMENT_FILE_INVALID, FILE_NOT_FOUND, FILE_UNREADABLE; then nothing was taken in
 */
export async function importInstruments(
  home: string,
  paths: readonly string[],
  date?: string,
): Promise<ImportedFile[]> {
  const symbols: Record<string, StoredRules> = { ...(await readStored(home)) };
  const report: ImportedFile[] = [];
  for (const path of paths) {
    const file = basename(path);
    const rules = readRules(await textOf(path), path);
    const dated = await dateOf(path, rules.timeMs, date);
    const kind = rules.filters.size > 0 ? "filters" : "tiers";
    let older = 0;
    const found = kind === "filters" ? rules.filters : rules.tiers;
    for (const symbol of found.keys()) {
      const before = symbols[symbol] ?? {};
      if ((before[kind]?.date ?? "") > dated.date) {
        older += 1;
        continue;
      }
      const origin = { date: dated.date, file };
      const filters = rules.filters.get(symbol);
      const rows = rules.tiers.get(symbol);
      symbols[symbol] = {
        ...before,
        ...(filters === undefined ? {} : { filters: { ...filters, ...origin } }),
        ...(rows === undefined ? {} : { tiers: { ...origin, rows } }),
      };
    }
    const taken = found.size - older;
    report.push({ file, kind, ...dated, taken, older, skipped: rules.skipped });
  }
  await writeAtomically(rulesPath(home), async (file) => {
    await file.writeFile(`${JSON.stringify({ format: FORMAT, symbols })}\n`);
  });
  return report;
}

/** A preset made of imported rules; what was not imported is that of the built-in preset. */
function presetOf(name: string, { filters, tiers }: StoredRules): PresetInfo | null {
  const builtIn = presetInfo(name);
  const rules = filters ?? builtIn?.instrument;
  const rows = tiers?.rows ?? builtIn?.instrument.tiers;
  const filtersRead = filters?.date ?? builtIn?.filtersRead;
  const tiersRead = tiers?.date ?? builtIn?.tiersRead;
  if (!rules || !rows || filtersRead === undefined || tiersRead === undefined) return null;
  const { tickSize, stepSize, minQty, minNotional, liquidationFee } = rules;
  const instrument = instrumentOf({
    name,
    tickSize,
    stepSize,
    minQty,
    minNotional,
    liquidationFee,
    tiers: rows,
  });
  return {
    name,
    exchange: "Binance USD-M",
    source: "imported",
    filtersRead,
    tiersRead,
    instrument,
  };
}

/**
 * Presets made of the rules that were imported into a data directory, by name; a symbol of which
 * only one half was imported and that has no built-in preset is not among them.
 * @throws INSTRUMENT_FILE_INVALID, FILE_UNREADABLE
 */
export async function importedPresets(home: string): Promise<ReadonlyMap<string, PresetInfo>> {
  const presets = new Map<string, PresetInfo>();
  for (const [name, rules] of Object.entries(await readStored(home))) {
    const preset = presetOf(name, rules);
    if (preset !== null) presets.set(name, preset);
  }
  return presets;
}
