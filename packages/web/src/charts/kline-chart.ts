/**
 * The K-line library behind one class: pages of bars, timeframes that change around the time in sight,
 * indicators, fills. What is shown stays until what comes next is there.
 */
import { type Chart, dispose, type KLineData } from "klinecharts";
import { type Drawings, type DrawnMarker, drawingColours } from "./kline-drawings";
import { BAR_SPACE, type KlineEvents, type KlineHit, type KlineLook, periodOf } from "./kline-look";
import { openChart } from "./kline-open";
import { type KlinePage, KlinePages, moreOf, priceDecimals } from "./kline-pages";
import { CANDLES, KlinePanes } from "./kline-panes";
import type {
  KlineIndicator,
  KlineMarker,
  KlinePoint,
  KlineSource,
  TimeSpan,
} from "./kline-source";
import { klineStyles } from "./kline-styles";

/** More bars than this are let go when the pointer is, so that a long drag does not fill the memory. */
const KEPT_BARS = 20_000;

export class KlineChart {
  readonly #chart: Chart;
  readonly #panes: KlinePanes;
  readonly #events: KlineEvents;
  #look: KlineLook;
  #source: KlineSource | null = null;
  #pages: KlinePages | null = null;
  #timeframeMs = 0;
  /** the page that the library is to begin with */
  #first: KlinePage | null = null;
  /** counts beginnings, so that pages of what is no longer shown are dropped */
  #turn = 0;
  #markers = new Map<number, KlineMarker>();
  readonly #drawn: DrawnMarker[] = [];
  #point: KlinePoint | null = null;
  #drawings: Drawings | null = null;

  /** @param host an element with a size */
  constructor(host: HTMLElement, look: KlineLook, events: KlineEvents) {
    this.#look = look;
    const chart = openChart(
      host,
      () => this.#look,
      () => this.#drawings,
    );
    this.#chart = chart;
    this.#panes = new KlinePanes(chart, look);
    this.#events = events;
    chart.setDataLoader({
      getBars: ({ type, timestamp, callback }) => {
        if (type === "init") {
          if (this.#first !== null) callback(this.#first.bars, moreOf(this.#first));
        } else if (timestamp !== null && type !== "update") {
          void this.#more(type === "forward", timestamp, callback);
        }
      },
    });
    chart.subscribeAction("onVisibleRangeChange", () => {
      const span = this.visible();
      if (span !== null) this.#events.onVisible(span);
    });
    this.restyle(look);
  }

  /**
   * Shows a market in a timeframe, around a time; what is in sight stays there when only the timeframe
   * is another. @throws what the source throws
   */
  async show(source: KlineSource, timeframeMs: number, aroundMs: number | null): Promise<void> {
    const turn = ++this.#turn;
    const sameMarket = this.#source?.key === source.key;
    const seen = sameMarket ? this.visible() : null;
    const centre =
      aroundMs ?? (seen === null || this.#atEnd() ? null : (seen.fromMs + seen.toMs) / 2);
    const pages = new KlinePages(source, timeframeMs);
    const first = await pages.around(centre);
    if (turn !== this.#turn) return;
    const space = this.#chart.getBarSpace().bar;
    const ratio = sameMarket && this.#timeframeMs > 0 ? timeframeMs / this.#timeframeMs : 1;
    const period = periodOf(timeframeMs);
    this.#begin(source, pages, timeframeMs, first);
    const ticker = source.symbol ?? "";
    if (sameMarket) this.#chart.setPeriod(period);
    else {
      const pricePrecision = priceDecimals(first.bars.map(({ close }) => close));
      this.#chart.setPeriod(period);
      this.#chart.setSymbol({ ticker, pricePrecision, volumePrecision: 2 });
    }
    this.#chart.setBarSpace(Math.min(BAR_SPACE.max, Math.max(BAR_SPACE.min, space * ratio)));
    if (centre !== null) this.#scrollTo(centre);
    this.#redraw();
    await this.#dress(first.bars);
  }

  /** Brings a time into the middle. */
  async centreOn(timeMs: number): Promise<void> {
    const bars = this.#chart.getDataList();
    const [first, last] = [bars[0]?.timestamp, bars.at(-1)?.timestamp];
    if (this.#source === null || first === undefined || last === undefined) return;
    if (timeMs >= first && timeMs <= last) this.#scrollTo(timeMs);
    else await this.show(this.#source, this.#timeframeMs, timeMs);
  }

  /** Asks for the fills of the same market anew: others are looked at. @throws what the source throws */
  async remark(source: KlineSource): Promise<void> {
    if (this.#source?.key !== source.key) return;
    this.#source = source;
    await this.#mark(this.#chart.getDataList(), true);
  }

  /** Points at a fill; null: at none. */
  pointAt(point: KlinePoint | null): void {
    this.#point = point;
    this.#redraw();
  }

  /** The stretch in sight; null before there are bars. */
  visible(): TimeSpan | null {
    const bars = this.#chart.getDataList();
    const { from, to } = this.#chart.getVisibleRange();
    const [first, last] = [bars[from], bars[Math.min(to, bars.length) - 1]];
    if (first === undefined || last === undefined) return null;
    return { fromMs: first.timestamp, toMs: last.timestamp };
  }

  /** Whether there is nothing but what is in sight. */
  get showsAll(): boolean {
    const { from, to } = this.#chart.getVisibleRange();
    if (this.#first === null || this.#first.older || this.#first.newer) return false;
    return from === 0 && to >= this.#chart.getDataList().length;
  }

  /** How wide a bar is with its gap, px. */
  get barSpace(): number {
    return this.#chart.getBarSpace().bar;
  }

  /** Shows these and no others. @throws what the source throws */
  async setIndicators(indicators: readonly KlineIndicator[]): Promise<void> {
    const had = this.#panes.needsBeside;
    this.#panes.set(indicators);
    if (!had && this.#panes.needsBeside) await this.#besides(this.#chart.getDataList());
  }

  restyle(look: KlineLook): void {
    this.#look = look;
    this.#panes.restyle(look);
    this.#chart.setStyles(klineStyles(look.colour));
    this.#chart.setLocale(look.language === "zh" ? "zh-CN" : "en-US");
    this.#chart.setFormatter({ formatDate: ({ timestamp }) => this.#look.timeText(timestamp) });
    this.#redraw();
  }

  /** Zooms around the middle: above 1 in, below 1 out. */
  zoom(factor: number): void {
    const { width } = this.#chart.getSize(CANDLES, "main") ?? { width: 0 };
    this.#chart.zoomAtCoordinate(factor, { x: width / 2, y: 0 });
  }

  /** Moves by px: above 0 to older bars. */
  scroll(distance: number): void {
    this.#chart.scrollByDistance(distance);
  }

  scrollToEnd(): void {
    if (this.#source === null) return;
    if (this.#first?.newer !== true) this.#chart.scrollToRealTime();
    else void this.show(this.#source, this.#timeframeMs, this.#source.lastMs);
  }

  /** What is at a point of the chart's element, px. */
  at(x: number, y: number): KlineHit | null {
    const found = this.#chart.convertFromPixel([{ x, y }], { paneId: CANDLES, absolute: true });
    const point = Array.isArray(found) ? found[0] : found;
    const bar = this.#chart.getDataList()[point?.dataIndex ?? -1];
    if (bar === undefined) return null;
    const near = this.#drawn.find((one) => Math.abs(one.x - x) < 8 && Math.abs(one.y - y) < 10);
    const fills = near?.marker ?? this.#markers.get(bar.timestamp) ?? null;
    return { timeMs: fills?.timeMs ?? bar.timestamp, marker: near?.marker ?? null, fills };
  }

  /** Lets bars go that are far from sight. */
  trim(): void {
    if (this.#chart.getDataList().length < KEPT_BARS || this.#source === null) return;
    const seen = this.visible();
    if (seen === null) return;
    const centre = (seen.fromMs + seen.toMs) / 2;
    this.show(this.#source, this.#timeframeMs, centre).catch(this.#events.onFailure);
  }

  destroy(): void {
    this.#turn += 1;
    dispose(this.#chart);
  }

  #begin(source: KlineSource, pages: KlinePages, timeframeMs: number, first: KlinePage): void {
    this.#source = source;
    this.#pages = pages;
    this.#timeframeMs = timeframeMs;
    this.#first = first;
    this.#markers = new Map();
    this.#panes.clear();
    this.#redraw();
  }

  #atEnd(): boolean {
    const { to } = this.#chart.getVisibleRange();
    return this.#first?.newer === false && to >= this.#chart.getDataList().length;
  }

  #scrollTo(timeMs: number): void {
    const bars = this.#chart.getDataList();
    const after = bars.findIndex(({ timestamp }) => timestamp > timeMs);
    const { width } = this.#chart.getSize(CANDLES, "main") ?? { width: 0 };
    const half = width / this.#chart.getBarSpace().bar / 2;
    this.#chart.scrollToDataIndex((after < 0 ? bars.length : after) - 1 + Math.floor(half));
  }

  async #more(
    older: boolean,
    timeMs: number,
    callback: (bars: KLineData[], more: { forward?: boolean; backward?: boolean }) => void,
  ): Promise<void> {
    const turn = this.#turn;
    if (this.#pages === null) return;
    try {
      const page = await (older ? this.#pages.before(timeMs) : this.#pages.after(timeMs));
      if (turn !== this.#turn) return;
      callback(page.bars, older ? { forward: page.older } : { backward: page.newer });
      const known = this.#first ?? page;
      this.#first = older ? { ...known, older: page.older } : { ...known, newer: page.newer };
      this.#redraw();
      await this.#dress(page.bars);
    } catch (error) {
      // Without its answer the library does not ask again until something begins anew.
      if (turn === this.#turn) this.#events.onFailure(error);
    }
  }

  /** What belongs to bars that have come. */
  async #dress(bars: readonly KLineData[]): Promise<void> {
    await Promise.all([this.#mark(bars), this.#besides(bars)]);
  }

  async #besides(bars: readonly KLineData[]): Promise<void> {
    const turn = this.#turn;
    const [first, last] = [bars[0]?.timestamp, bars.at(-1)?.timestamp];
    const beside = this.#source?.beside;
    if (beside === undefined || first === undefined || last === undefined) return;
    if (!this.#panes.needsBeside) return;
    const found = await beside(this.#timeframeMs, first, last + this.#timeframeMs);
    if (turn === this.#turn) this.#panes.add(found);
  }

  /** @param anew whether the fills take the place of those that are drawn */
  async #mark(bars: readonly KLineData[], anew = false): Promise<void> {
    const turn = this.#turn;
    const [first, last] = [bars[0]?.timestamp, bars.at(-1)?.timestamp];
    const markers = this.#source?.markers;
    if (markers === undefined || first === undefined || last === undefined) return;
    const found = await markers(this.#timeframeMs, first, last + this.#timeframeMs);
    if (turn !== this.#turn || markers !== this.#source?.markers) return;
    if (anew) this.#markers = new Map();
    for (const marker of found) this.#markers.set(marker.timeMs, marker);
    this.#redraw();
  }

  #redraw(): void {
    const { colour, spanText, reasonText } = this.#look;
    this.#drawings = {
      timeframeMs: this.#timeframeMs,
      markers: this.#markers,
      drawn: this.#drawn,
      point: this.#point,
      colours: drawingColours(colour),
      spanText,
      reasonText,
    };
    // The library draws again what is told to look different. The newest bar that it has is not always
    // the newest of the market: then it has no say in the legend, nor a line.
    const newest = this.#first?.newer !== true;
    const tooltip = { showRule: newest ? "always" : "follow_cross" } as const;
    this.#chart.setStyles({
      candle: { priceMark: { last: { show: newest } }, tooltip },
      indicator: { tooltip },
    });
  }
}
