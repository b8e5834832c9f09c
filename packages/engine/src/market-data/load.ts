/** Loads bars from any source on any platform; `load-node.ts` and `load-browser.ts` bind it to theirs. */
import { BadRows } from "./bad-rows.js";
import { BarColumns } from "./bar-columns.js";
import { BarRows } from "./bar-rows.js";
import type { Bars } from "./bars.js";
import { barsLayout, timePlaceOf } from "./bars-layout.js";
import { ExchangeRows, type RowTaker } from "./exchange-rows.js";
import { joinBars } from "./join-bars.js";
import { checkBarsOptions, type LoadBarsOptions } from "./load-options.js";
import { type OrdinaryRows, takeOrdinaryRows } from "./ordinary-rows.js";
import type { Platform } from "./platform.js";
import { readSource, type Source } from "./read-source.js";
import { TextRows } from "./text-rows.js";

/**
 * The bars of all files of a source, joined in time order.
 * @throws BARS_*, FILE_*, CONFIG_INVALID for impossible options, ABORTED
 */
export async function loadBarsFrom(
  source: Source,
  platform: Platform,
  options: LoadBarsOptions,
): Promise<Bars> {
  checkBarsOptions(options);
  const bad = new BadRows(options.onBadRow);
  const fixedDecimals = options.priceDecimals ?? null;
  const parts: BarColumns[] = [];
  const identity = await readSource(source, platform, options, {
    open(dialect, file) {
      const layout = barsLayout(dialect, file);
      const columns = new BarColumns(
        file,
        timePlaceOf(layout),
        layout.index.volume >= 0,
        fixedDecimals ?? 0,
      );
      parts.push(columns);
      const sink = new BarRows(columns, layout, bad, fixedDecimals);
      if (!layout.exchange) return new TextRows(file, dialect, sink);
      const separators = layout.columnCount - 1;
      const taker = barTaker(columns, { separators, rounded: fixedDecimals !== null });
      return new ExchangeRows(file, dialect, taker, sink);
    },
    rows: () => parts.reduce((sum, part) => sum + part.count, 0),
  });
  return joinBars(parts, bad, {
    intervalMs: options.intervalMs ?? null,
    symbol: options.symbol ?? symbolOf(source),
    fixedDecimals: fixedDecimals !== null,
    source: identity,
  });
}

function barTaker(columns: BarColumns, rules: OrdinaryRows): RowTaker {
  return {
    get count() {
      return columns.count;
    },
    take(bytes, start, line) {
      columns.lines.mark(columns.count, line);
      return takeOrdinaryRows(columns, bytes, start, rules);
    },
    end: () => columns.trim(),
  };
}

/** The symbol all file names start with, as in `ETHUSDT-1m-2024-01.zip`, or null. */
export function symbolOf(source: Source): string | null {
  const symbols = new Set(
    source.files.map(({ name }) => /^([A-Z0-9]{5,})[-_]/.exec(name)?.[1] ?? null),
  );
  const [symbol] = symbols;
  return symbols.size === 1 ? (symbol ?? null) : null;
}
