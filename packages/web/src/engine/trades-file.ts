/** Trades as the server keeps them: the `binary` file that its docs/jobs.md describes. */
import {
  LIQUIDITIES,
  PerpmillError,
  POSITION_SIDES,
  TRADE_REASONS,
  type TradeColumns,
} from "@perpmill/engine";

const MAGIC = "PMTRADES";
const PRELUDE_BYTES = 16;

interface Head {
  readonly rows: number;
  readonly priceDecimals: number;
  readonly stepSize: number;
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly columns: readonly { readonly name: string; readonly offset: number }[];
}

const WORDS = { positionSide: POSITION_SIDES, liquidity: LIQUIDITIES, reason: TRADE_REASONS };

function refused(why: string): PerpmillError {
  return new PerpmillError("FORMAT_DAMAGED", {
    message: `the server's file of trades cannot be read: ${why}`,
    hint: "The page may be older or newer than the server: reload it.",
  });
}

/**
 * The columns, as views of the file's bytes.
 * @throws FORMAT_DAMAGED
 */
export function tradesOfFile(file: ArrayBuffer): TradeColumns {
  if (file.byteLength < PRELUDE_BYTES) throw refused(`it has ${file.byteLength} bytes`);
  const magic = new TextDecoder().decode(new Uint8Array(file, 0, MAGIC.length));
  if (magic !== MAGIC) throw refused(`it begins with ${JSON.stringify(magic)}`);
  const headBytes = new DataView(file).getUint32(MAGIC.length, true);
  const text = new TextDecoder().decode(new Uint8Array(file, PRELUDE_BYTES, headBytes));
  const head: Head = JSON.parse(text);
  if (Object.entries(WORDS).some(([name, words]) => `${head.words[name]}` !== `${words}`)) {
    throw refused("its words are others");
  }
  const { rows, priceDecimals, stepSize } = head;
  const at = (name: string): number => {
    const column = head.columns.find((one) => one.name === name);
    if (column === undefined) throw refused(`it lacks ${name}`);
    return column.offset;
  };
  const f64 = (name: string) => new Float64Array(file, at(name), rows);
  const u8 = (name: string) => new Uint8Array(file, at(name), rows);
  return {
    length: rows,
    priceDecimals,
    stepSize,
    timeMs: f64("timeMs"),
    barIndex: new Int32Array(file, at("barIndex"), rows),
    priceUnits: f64("priceUnits"),
    lots: f64("lots"),
    side: new Int8Array(file, at("side"), rows),
    positionSide: u8("positionSide"),
    liquidity: u8("liquidity"),
    reason: u8("reason"),
    fee: f64("fee"),
    realizedPnl: f64("realizedPnl"),
    longAfterLots: f64("longAfterLots"),
    shortAfterLots: f64("shortAfterLots"),
    balanceAfter: f64("balanceAfter"),
    referenceUnits: f64("referenceUnits"),
  };
}
