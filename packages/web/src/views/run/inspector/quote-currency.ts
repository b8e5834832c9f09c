/** What prices of an instrument are in, as far as its name tells. */
import { type ConfigInput, presetInfo } from "@perpmill/engine";

const QUOTES = ["USDT", "USDC", "FDUSD", "BUSD", "USD", "BTC", "ETH"] as const;

/** The currency at the end of an instrument's symbol; empty where none is known. */
export function quoteOf(instrument: ConfigInput["instrument"]): string {
  const named =
    typeof instrument === "string" ? instrument : (instrument.symbol ?? instrument.preset);
  const symbol = presetInfo(named ?? "")?.instrument.symbol ?? named ?? "";
  return QUOTES.find((one) => symbol.length > one.length && symbol.endsWith(one)) ?? "";
}
