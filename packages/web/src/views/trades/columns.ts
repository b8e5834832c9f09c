/** Columns of the table of fills: how wide, how written, whether they can be ordered by. */
import type { TradeRow, TradesSortKey } from "../../engine/trades-protocol";
import { exactText, fixedText, numberText } from "../../format/numbers";
import { type TimeZone, timeText } from "../../format/times";

export const COLUMN_NAMES = [
  "time",
  "side",
  "role",
  "price",
  "quantity",
  "realizedPnl",
  "fee",
  "position",
  "balance",
] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** Columns that a narrow table leaves out, and one more that the narrowest does. */
const WIDE_ONLY: ReadonlySet<ColumnName> = new Set(["fee", "position", "balance"]);

/** How much room a column asks for: classes of its cells. */
export function roomOf(name: ColumnName): string {
  if (name === "role") return "middling";
  return WIDE_ONLY.has(name) ? "wide" : "";
}

export const SORTS: Readonly<Partial<Record<ColumnName, TradesSortKey>>> = {
  time: "time",
  price: "price",
  quantity: "quantity",
  realizedPnl: "realizedPnl",
  fee: "fee",
};

export interface Writing {
  readonly zone: TimeZone;
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  readonly word: (key: string) => string;
}

/** Long less short: above 0 the run is long. */
function position({ longAfter, shortAfter }: TradeRow, decimals: number): string {
  if (longAfter > 0 && shortAfter > 0) {
    return `${fixedText(longAfter, decimals)} / −${fixedText(shortAfter, decimals)}`;
  }
  return fixedText(longAfter - shortAfter, decimals);
}

/** What a cell says. */
export function cellText(name: ColumnName, row: TradeRow, writing: Writing): string {
  switch (name) {
    case "time":
      return timeText(row.timeMs, writing.zone, true);
    case "side":
      return writing.word(`trades.${row.side}`);
    case "role":
      return writing.word(`trades.${row.role}`);
    case "price":
      return fixedText(row.price, writing.priceDecimals);
    case "quantity":
      return fixedText(row.quantity, writing.quantityDecimals);
    case "realizedPnl":
      return row.realizedPnl === 0 ? "" : numberText(row.realizedPnl, "signedMoney");
    case "fee":
      return numberText(row.fee, "money");
    case "position":
      return position(row, writing.quantityDecimals);
    case "balance":
      return numberText(row.balanceAfter, "money");
  }
}

/** Every digit, for a title; null where the cell has them all. */
export function cellTitle(name: ColumnName, row: TradeRow): string | null {
  if (name === "realizedPnl") return exactText(row.realizedPnl);
  if (name === "fee") return exactText(row.fee);
  if (name === "balance") return exactText(row.balanceAfter);
  if (name === "price") return exactText(row.price);
  return null;
}

const COPIED = [
  "timeMs",
  "side",
  "positionSide",
  "price",
  "quantity",
  "fee",
  "realizedPnl",
  "liquidity",
  "reason",
  "longAfter",
  "shortAfter",
  "balanceAfter",
] as const satisfies readonly (keyof TradeRow)[];

/** A fill as a line of a spreadsheet: names and values, parted by tabs. */
export function copyText(row: TradeRow): string {
  return `${COPIED.join("\t")}\n${COPIED.map((name) => String(row[name])).join("\t")}\n`;
}
