/** Funding rates as an exchange has just settled them. */
import type { RowFormat } from "./live-row.js";

export interface LiveFunding {
  /** UTC ms, as the exchange says */
  readonly timeMs: number;
  /** share of notional, with the exchange's own decimals */
  readonly rate: string;
}

const RATE = /^-?\d{1,10}(\.\d{1,20})?$/;

/** Settlements as lines `time,rate`. */
export const FUNDING_ROWS: RowFormat<LiveFunding> = {
  header: "calc_time,last_funding_rate",
  timeMs: ({ timeMs }) => timeMs,
  line: ({ timeMs, rate }) => `${timeMs},${rate}`,
  ofLine: (line) => {
    const [time, rate] = line.split(",");
    if (!/^\d{12,15}$/.test(time) || !RATE.test(rate ?? "")) return null;
    return { timeMs: Number(time), rate };
  },
};
