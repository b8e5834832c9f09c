/**
 * Rebuilds src/instruments/preset-data.ts from recorded answers of the exchange:
 *   node packages/engine/scripts/build-instrument-presets.mjs [FOLDER]
 * FOLDER (default ../shared/data/exchange beside the repository) holds exchangeInfo and leverage tiers.
 * Prints nothing but the path it wrote; the text is the same for the same input.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const PRESETS = [
  ["ETHUSDT", "ETH/USDT:USDT"],
  ["BTCUSDT", "BTC/USDT:USDT"],
  ["ETHUSDC", "ETH/USDC:USDC"],
  ["BTCUSDC", "BTC/USDC:USDC"],
  ["SOLUSDT", "SOL/USDT:USDT"],
  ["XRPUSDT", "XRP/USDT:USDT"],
  ["FILUSDT", "FIL/USDT:USDT"],
  ["NEARUSDT", "NEAR/USDT:USDT"],
  ["APEUSDT", "APE/USDT:USDT"],
];

/** The tiers come without a time of their own; this is when their source recorded them. */
const TIERS_READ = "2025-07-10";

function filterOf(symbol, type) {
  const found = symbol.filters.find((filter) => filter.filterType === type);
  if (found === undefined) throw new Error(`${symbol.symbol} has no filter ${type}`);
  return found;
}

function presetText(name, symbol, brackets) {
  const price = filterOf(symbol, "PRICE_FILTER");
  const lot = filterOf(symbol, "LOT_SIZE");
  const tiers = brackets.map(
    ({ info }) =>
      `        [${[info.notionalCap, info.initialLeverage, info.maintMarginRatio, info.cum].map(Number).join(", ")}],`,
  );
  return [
    "  {",
    `    name: "${name}",`,
    "    instrument: {",
    `      tickSize: ${Number(price.tickSize)},`,
    `      stepSize: ${Number(lot.stepSize)},`,
    `      minQty: ${Number(lot.minQty)},`,
    `      minNotional: ${Number(filterOf(symbol, "MIN_NOTIONAL").notional)},`,
    `      liquidationFee: ${Number(symbol.liquidationFee)},`,
    "      tiers: [",
    ...tiers,
    "      ],",
    "    },",
    "  },",
  ].join("\n");
}

/** The text of src/instruments/preset-data.ts for the recorded answers in `folder`. */
export function presetDataText(folder) {
  const read = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const exchangeInfo = read("binance-um-exchangeInfo-subset.json");
  const tiers = read("binance-um-leverage-tiers-subset.json");
  const presets = PRESETS.map(([name, tierKey]) => {
    const symbol = exchangeInfo.symbols.find((candidate) => candidate.symbol === name);
    if (symbol === undefined) throw new Error(`exchangeInfo has no ${name}`);
    return presetText(name, symbol, tiers[tierKey]);
  });
  return `/** Binance USD-M perpetuals as read from the exchange. Made by scripts/build-instrument-presets.mjs. */

/** UTC date of the exchangeInfo answer: tick, step, minimums, liquidation fee. */
export const FILTERS_READ = "${new Date(exchangeInfo.serverTime).toISOString().slice(0, 10)}";
/** UTC date of the leverage brackets: tiers. */
export const TIERS_READ = "${TIERS_READ}";

/** tiers: rows of notional cap, maximum leverage, maintenance rate, maintenance amount. */
// biome-ignore format: a row a tier
export const PRESET_DATA = [
${presets.join("\n")}
] as const;
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const folder = process.argv[2] ?? join(root, "../shared/data/exchange");
  const target = fileURLToPath(new URL("../src/instruments/preset-data.ts", import.meta.url));
  writeFileSync(`${target}.part`, presetDataText(folder));
  renameSync(`${target}.part`, target);
  console.log(relative(process.cwd(), target));
}
