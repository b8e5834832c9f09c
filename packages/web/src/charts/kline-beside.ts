/** Panes of what stands beside the bars: funding rates with their sum, and mark against last price. */
import { type IndicatorTemplate, registerIndicator } from "klinecharts";
import type { PaneWords } from "./kline-look";
import type { KlineBeside } from "./kline-source";

/** What is beside one bar; null where there is nothing. */
export interface BesideValue {
  readonly rate: number | null;
  readonly sum: number | null;
  readonly basis: number | null;
}

/** What the panes need; asked for at each change. */
export interface BesidePanes {
  /** by open of the bar, UTC ms */
  readonly values: ReadonlyMap<number, BesideValue>;
  readonly words: PaneWords;
  /** of rates as shares, and of bps */
  readonly rateText: (rate: number | null) => string;
  readonly bpsText: (bps: number | null) => string;
  readonly colours: {
    readonly dim: string;
    readonly positive: string;
    readonly negative: string;
    readonly sum: string;
    readonly basis: string;
  };
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Columns by bar. */
export function besideByBar(columns: KlineBeside): Map<number, BesideValue> {
  const { openTimeMs, rate, rateSum, basisBps } = columns;
  const found = new Map<number, BesideValue>();
  for (let row = 0; row < openTimeMs.length; row += 1) {
    found.set(openTimeMs[row] ?? 0, {
      rate: known(rate?.[row]),
      sum: known(rateSum?.[row]),
      basis: known(basisBps?.[row]),
    });
  }
  return found;
}

/** Rates stand at the axis in percent. */
const PERCENT = 100;

function shareOf(percent: number | undefined): number | null {
  return percent === undefined ? null : percent / PERCENT;
}

type Values = Partial<Record<"rate" | "sum" | "basis", number>>;
type Template = IndicatorTemplate<Values, number, () => BesidePanes | null>;

/** An indicator of one value, read from what is beside the bars. */
function beside(
  name: string,
  key: keyof BesideValue,
  figures: Template["figures"],
  look: Pick<Template, "createTooltipDataSource">,
): Template {
  return {
    name,
    shortName: "",
    precision: key === "basis" ? 2 : 4,
    calcParams: [],
    ...look,
    ...(figures === undefined ? {} : { figures }),
    calc: (bars, { extendData }) => {
      const panes = extendData();
      return bars.map(({ timestamp }) => {
        const value = panes?.values.get(timestamp)?.[key] ?? null;
        return value === null ? {} : { [key]: key === "basis" ? value : value * PERCENT };
      });
    },
  };
}

function told(
  read: (panes: BesidePanes, value: Values) => readonly (readonly [title: string, text: string])[],
): Pick<Template, "createTooltipDataSource"> {
  return {
    createTooltipDataSource: ({ indicator, crosshair }) => {
      const panes = (indicator.extendData as () => BesidePanes | null)();
      const value = (indicator.result[crosshair.dataIndex ?? -1] ?? {}) as Values;
      const pairs = panes === null ? [] : read(panes, value);
      const color = panes?.colours.dim ?? "";
      return {
        name: "",
        calcParamsText: "",
        features: [],
        legends: pairs.map(([title, text]) => ({
          title: { text: `${title} `, color },
          value: { text, color },
        })),
      };
    },
  };
}

let registered = false;

/** Makes `FUNDING`, `FUNDING_SUM` and `BASIS` known to the library; once a page. */
export function registerBesidePanes(): void {
  if (registered) return;
  registered = true;
  registerIndicator<Values, number, () => BesidePanes | null>(
    beside(
      "FUNDING",
      "rate",
      [
        {
          key: "rate",
          title: "",
          type: "bar",
          baseValue: 0,
          styles: ({ data, indicator }) => {
            const colours = (indicator.extendData as () => BesidePanes | null)()?.colours;
            const up = (data.current?.rate ?? 0) >= 0;
            return { color: (up ? colours?.positive : colours?.negative) ?? "" };
          },
        },
      ],
      told(({ words, rateText }, { rate }) => [[words.rate, rateText(shareOf(rate))]]),
    ),
  );
  registerIndicator<Values, number, () => BesidePanes | null>(
    beside(
      "FUNDING_SUM",
      "sum",
      [
        {
          key: "sum",
          title: "",
          type: "line",
          styles: ({ indicator }) => ({
            color: (indicator.extendData as () => BesidePanes | null)()?.colours.sum ?? "",
          }),
        },
      ],
      told(({ words, rateText }, { sum }) => [[words.sum, rateText(shareOf(sum))]]),
    ),
  );
  registerIndicator<Values, number, () => BesidePanes | null>(
    beside(
      "BASIS",
      "basis",
      [
        {
          key: "basis",
          title: "",
          type: "line",
          styles: ({ indicator }) => ({
            color: (indicator.extendData as () => BesidePanes | null)()?.colours.basis ?? "",
          }),
        },
      ],
      told(({ words, bpsText }, { basis }) => [[words.basis, bpsText(basis ?? null)]]),
    ),
  );
}
