/** Longer bars from minutes: small multiples, where every other price is one of the result, are the hard ones. */
import { resampleBars } from "../../../packages/engine/src/market-data/resample/resample-bars.js";
import { measureInTurns, type TimedTask } from "../rounds.js";
import type { Suite } from "../suite.js";

const INTERVALS = ["2m", "3m", "4m", "5m", "15m", "1h", "1d"];

/** CPU time of `work`, ms. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export const RESAMPLE: Suite = {
  name: "resample",
  async run({ bars, rounds, log }) {
    const prices = { ...bars, volume: null };
    const tasks: TimedTask[] = INTERVALS.flatMap((interval) =>
      [prices, bars].map((source) => ({
        name: interval,
        run: () => cpuMs(() => resampleBars(source, interval)),
      })),
    );
    const times = await measureInTurns(tasks, rounds);
    const perSecond = (index: number) => bars.count / times[index].minMs / 1000;
    const data = INTERVALS.map((interval, index) => ({
      interval,
      prices: { ...times[2 * index], millionBarsPerSecond: perSecond(2 * index) },
      withVolume: { ...times[2 * index + 1], millionBarsPerSecond: perSecond(2 * index + 1) },
    }));
    const rows = data.map((one) => [
      one.interval,
      one.prices.minMs.toFixed(1),
      one.prices.millionBarsPerSecond.toFixed(0),
      one.withVolume.minMs.toFixed(1),
      one.withVolume.millionBarsPerSecond.toFixed(0),
    ]);
    for (const row of rows) log(row.join("  "));
    return {
      title: "Longer bars from minutes",
      notes: [
        `\`resampleBars\` on ${bars.count.toLocaleString("en-US")} bars, counted by the bars that go in. The price columns are to be made of at least 50 million bars a second at every multiple; volumes are added as decimals, which has to find out how many they have.`,
      ],
      head: ["interval", "prices, ms", "M bars/s", "with volume, ms", "M bars/s"],
      rows,
      data,
    };
  },
};
