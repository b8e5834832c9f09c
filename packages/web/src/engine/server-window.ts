/** Stretches of a run of the server, made of what it answers about equity, bars and fills. */
import type { ResultJson, RunWindow, RunWindowOptions, TimeColumns } from "@perpmill/engine";
import type { EquityAnswer, RunKlines } from "@perpmill/server/api";
import { request } from "../api/client";
import { intervalText } from "../format/times";
import { barLength, eventsOf, fallsFrom, fillsOf, holesOf, priceOf } from "./window-parts";

/** Most fills that are asked for; with more in sight there are none to see. */
const MOST_FILLS = 5000;
/** Bars that one asks for, each of them three points of the price. */
const MOST_BARS = 1600;

/** Reads stretches of a run of the server. */
export function serverWindows(id: string, result: ResultJson) {
  const { data, series, config } = result;
  const peakBefore = (timeMs: number): number =>
    series.equity.value.reduce(
      (peak, value, row) =>
        (series.equity.time[row] ?? 0) < timeMs ? Math.max(peak, value) : peak,
      config.account.initialBalance,
    );
  return async ({ fromMs, toMs, points }: RunWindowOptions): Promise<RunWindow> => {
    const from = String(Math.max(data.first, fromMs));
    const to = String(Math.min(data.last, toMs) + 1);
    const length = barLength(Number(to) - Number(from), data.intervalMs, MOST_BARS);
    const curve = new URLSearchParams({ from, to, points: String(points) });
    const bars = new URLSearchParams({ from, to, interval: intervalText(length) });
    bars.set("limit", String(5000));
    bars.set("markers", String(MOST_FILLS));
    const [equity, klines] = await Promise.all([
      request<EquityAnswer>(`runs/${id}/equity?${curve}`),
      request<RunKlines>(`runs/${id}/klines?${bars}`),
    ]);
    const timeMs = Float64Array.from(equity.timeMs);
    const falls: TimeColumns = {
      timeMs,
      values: fallsFrom(equity.equity, peakBefore(Number(from))),
    };
    return {
      equity: { timeMs, values: Float64Array.from(equity.equity) },
      drawdown: falls,
      price: priceOf(klines, data.intervalMs),
      ...fillsOf(klines),
      events: eventsOf(klines, series.events),
      holes: holesOf(klines),
    };
  };
}
