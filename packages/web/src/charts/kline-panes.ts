/** The indicators of a chart: those on the bars, and those in panes of their own below. */
import type { Chart } from "klinecharts";
import {
  type BesidePanes,
  type BesideValue,
  besideByBar,
  registerBesidePanes,
} from "./kline-beside";
import { registerKlineIndicators } from "./kline-indicators";
import type { KlineLook } from "./kline-look";
import type { KlineBeside, KlineIndicator } from "./kline-source";

export const CANDLES = "candle_pane";
const PANE = { height: 76, minHeight: 40 } as const;
/** the sum of rates dwarfs each of them: it has a scale of its own */
const SUM_AXIS = "sum";

type Name = KlineIndicator["name"] | "FUNDING_SUM";
const NAMES: readonly Name[] = [
  "MA",
  "EMA",
  "BOLL",
  "ATR",
  "VOL",
  "FUNDING",
  "FUNDING_SUM",
  "BASIS",
];
const ON_BARS: ReadonlySet<Name> = new Set(["MA", "EMA", "BOLL"]);
const BESIDE: readonly Name[] = ["FUNDING", "FUNDING_SUM", "BASIS"];

export class KlinePanes {
  readonly #chart: Chart;
  readonly #values = new Map<number, BesideValue>();
  #beside: BesidePanes;
  #volumeWord: string;
  #shown: readonly KlineIndicator[] = [];

  constructor(chart: Chart, look: KlineLook) {
    registerKlineIndicators();
    registerBesidePanes();
    this.#chart = chart;
    this.#beside = this.#lookOf(look);
    this.#volumeWord = look.words.volume;
  }

  /** Whether anything shown needs what stands beside the bars. */
  get needsBeside(): boolean {
    return this.#shown.some(({ name }) => BESIDE.includes(name));
  }

  set(indicators: readonly KlineIndicator[]): void {
    this.#shown = indicators;
    for (const name of NAMES) this.#chart.removeIndicator({ name });
    for (const { name, params } of indicators) {
      this.#make(name, params);
      if (name === "FUNDING") this.#make("FUNDING_SUM", []);
    }
  }

  restyle(look: KlineLook): void {
    this.#beside = this.#lookOf(look);
    this.#volumeWord = look.words.volume;
    this.#nameVolume();
  }

  /** Forgets what stands beside the bars. */
  clear(): void {
    this.#values.clear();
  }

  add(columns: KlineBeside): void {
    for (const [timeMs, value] of besideByBar(columns)) this.#values.set(timeMs, value);
    // Another reader of the values has the library compute them anew.
    for (const name of BESIDE) {
      this.#chart.overrideIndicator({ name, extendData: () => this.#beside });
    }
  }

  #make(name: Name, params: readonly number[]): void {
    const onBars = ON_BARS.has(name);
    const paneId = onBars ? CANDLES : `${name.replace("_SUM", "")}_pane`;
    const stacked = onBars || name === "FUNDING_SUM";
    this.#chart.createIndicator(
      {
        name,
        id: name,
        paneId,
        calcParams: [...params],
        ...(BESIDE.includes(name) ? { extendData: () => this.#beside } : {}),
        ...(name === "FUNDING_SUM" ? { yAxisId: SUM_AXIS } : {}),
      },
      stacked,
    );
    if (!stacked) this.#chart.setPaneOptions({ id: paneId, ...PANE });
    if (name === "VOL") this.#nameVolume();
    if (name !== "FUNDING_SUM") return;
    this.#chart.overrideYAxis({ paneId, id: SUM_AXIS, position: "left", needWidget: false });
  }

  /** The library has one English name for it. */
  #nameVolume(): void {
    for (const { figures } of this.#chart.getIndicators({ name: "VOL" })) {
      const named = figures.map((figure) =>
        figure.key === "volume" ? { ...figure, title: `${this.#volumeWord}: ` } : figure,
      );
      this.#chart.overrideIndicator({ name: "VOL", figures: named });
    }
  }

  #lookOf({ colour, words, rateText, bpsText }: KlineLook): BesidePanes {
    return {
      values: this.#values,
      words,
      rateText,
      bpsText,
      colours: {
        dim: colour("--dim"),
        positive: colour("--series-1"),
        negative: colour("--series-6"),
        sum: colour("--series-2"),
        basis: colour("--series-5"),
      },
    };
  }
}
