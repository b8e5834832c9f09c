/** Words of the commands `data` and `cache`, English. */

/** `1 entry`, `2 entries` of a number as text. */
function counted(count: string, one: string, many: string): string {
  return `${count} ${count === "1" ? one : many}`;
}

export const DATA_EN = {
  commands: {
    list: "list the data sets of the data directory",
    add: "copy files into the data directory as a named data set",
    remove: "remove a data set and its files",
    path: "print the folder of a data set",
    check: "report on the quality of bars: holes, odd rows, odd prices",
    status:
      "show what the cache holds, how often it was used, what each entry was made from, and kept sweeps",
    clear: "remove prepared bars, or kept sweeps; they are made again when they are needed",
    rebuild: "make every entry again from its source",
    verify:
      "check every byte of the cache and of the data sets, and that sources are what they were",
  },
  arguments: {
    sources: "files, folders or quoted globs",
    name: "data set, such as ETHUSDT, um/ETHUSDT/1m or um/ETHUSDT/mark-1m",
    source: "files, folders or quoted globs, or the name of a data set",
  },
  options: {
    home: "data directory (default: PERPMILL_HOME, or that of the platform)",
    market: "market: um, cm or spot (default: um)",
    symbol: "symbol (default: taken from the file names)",
    kind: "what the rows are (default: last, or what the name says)",
    fill: "what is done about holes: none, flat (repeat the last close) or drop-day (default: none)",
    rehash: "read the source to recognise it, also when it looks as it did",
    olderThan: "only what was last used longer ago than this, such as 30d",
    maxSize: "only the least recently used, until the rest takes at most this, such as 5GB",
    sweeps: "remove rows of sweeps that are kept instead; the same sweep computes them again",
    against: "bars of a second source to compare the prices with",
    tick: "tick size of the instrument (default: the decimals of the prices)",
    svg: "write a coverage calendar here",
  },
  placeholders: { folder: "DIR", size: "SIZE", tick: "TICK", symbol: "SYMBOL" },
  columns: {
    name: "data set",
    span: "span (UTC)",
    files: "files",
    size: "size",
    fill: "fill",
    readAs: "read as",
    entry: "entry",
    bars: "bars",
    hits: "hits",
    misses: "misses",
    madeFrom: "made from",
    rows: "rows",
    added: "last row (UTC)",
  },
  noDataSets: (home: string) => `no data sets in ${home}`,
  addHint: "Add files with `perpmill data add FILE…`, or download with `perpmill data download`.",
  added: (name: string, files: string, rows: string) =>
    `added ${counted(files, "file", "files")} with ${counted(rows, "row", "rows")}; ${name} is now:`,
  removed: (name: string) => `removed ${name}`,
  cacheSummary: (entries: string, size: string, limit: string) =>
    `${counted(entries, "entry", "entries")}, ${size} (limit ${limit})`,
  noLimit: "none",
  cacheUses: (hits: string, misses: string, share: string) =>
    `${counted(hits, "hit", "hits")}, ${counted(misses, "miss", "misses")} (${share} hits)`,
  keptSweeps: (sweeps: string, size: string) =>
    `${counted(sweeps, "kept sweep", "kept sweeps")}, ${size}`,
  cleared: (entries: string, size: string) =>
    `removed ${counted(entries, "entry", "entries")}, ${size}`,
  rebuilt: (done: string, all: string) => `made ${done} of ${all} entries again`,
  notRebuilt: (entry: string, reason: string) => `removed ${entry}: ${reason}`,
  verified: (whole: string, all: string) => `${whole} of ${all} entries are whole`,
  sourcesSame: (same: string, all: string) => `${same} of ${all} sources are what they were`,
  states: { whole: "whole", damaged: "damaged", outdated: "outdated" },
  sourceStates: {
    same: "unchanged",
    changed: "changed since; it will be read again",
    gone: "not there any more",
    wrong: "has other bytes behind the same size and times; the record is removed",
  },
  filesSame: (same: string, all: string) =>
    `${same} of ${all} files of data sets are what was stored`,
  fileStates: { same: "unchanged", changed: "has other bytes", gone: "not there any more" },
  moreFiles: (count: number) => `and ${count} more`,
  rebuildHint: "`perpmill cache rebuild` makes them again; damaged entries are never used.",
  filled: (fill: string) => `HOLES: ${fill}`,
  messages: {
    badSize: (option: string, text: string) =>
      `${option} ${text} is not a size such as 500MB or 5GB`,
    noSymbol: "the file names do not say which symbol this is",
    noSymbolHint: "Give it with --symbol ETHUSDT.",
    sameName: (name: string) => `two of the files are called ${name}`,
    sameNameHint: "Rename one of them: a data set keeps its files under their names.",
    noSuchDataSet: (name: string) => `there is no data set ${name}`,
    noSuchDataSetHint: "`perpmill data list` shows what there is.",
    cacheDamaged: (count: number) => `${count} entries of the cache are damaged`,
    mixedFill: "the data sets treat holes in different ways",
    mixedFillHint: "Choose one with --fill none, flat or drop-day.",
    mixedFormat: "the data sets are read as different formats or tables",
    mixedFormatHint: "Name what is read alike in one command, or choose with --format and --table.",
    badFormat: (text: string) => `there is no format ${text}`,
    badFormatHint: (nearest: string, names: string) =>
      `Did you mean ${nearest}? Formats are ${names}.`,
    onlyBarsHaveFormat: (kind: string) => `--format and --table are for bars, not for ${kind} rows`,
    onlyBarsHaveFormatHint: "Leave them out, or say --kind last.",
    wrongKind: (name: string, kind: string, wanted: string) =>
      `${name} holds ${kind} rows, and ${wanted} is needed here`,
    wrongKindHint: (wanted: string) =>
      `Name a data set of ${wanted}; premium and index are no prices to trade at.`,
    aboveZero: "a number above 0",
  },
} as const;
