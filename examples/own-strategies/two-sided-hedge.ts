import { Donchian, OrderKind, Strategy } from "@perpmill/engine/strategy";

/**
 * Hedge mode: opens long below and short above the price, and takes each side's profit at its own
 * average entry. Near the edge of the recent range it no longer opens in the direction of the edge.
 * @hedge
 * @zh 双向对冲：在价格下方开多、上方开空，各按自己的持仓均价止盈；靠近近期区间边缘时停止顺向开仓
 */
export class TwoSidedHedge extends Strategy {
  /**
   * Distance of opening orders from the price.
   * @unit ratio @min 0.0001 @max 0.1 @slider 0.0005 0.02 @scale log @zh 开仓价差：开仓单与价格的距离
   */
  spread: f64 = 0.0025;

  /**
   * Profit taken on the average entry of a side.
   * @unit ratio @min 0.0001 @max 0.5 @slider 0.001 0.05 @scale log @zh 止盈：相对该侧持仓均价的盈利
   */
  takeProfit: f64 = 0.004;

  /**
   * Size of one order as a share of equity.
   * @unit ratio @min 0.0001 @max 1 @slider 0.005 0.1 @zh 下单比例：每笔挂单占权益的比例
   */
  share: f64 = 0.03;

  /**
   * Orders that a side may have gathered before it stops opening.
   * @min 1 @max 100 @slider 1 20 @zh 最多笔数：一侧累计多少笔后停止开仓
   */
  most: i32 = 8;

  /**
   * Bars of the range.
   * @unit bars @min 2 @max 10000 @zh 区间周期：近期区间的 K 线根数
   */
  period: i32 = 240;

  /**
   * Share of the range at each edge where that direction is left alone.
   * @unit ratio @max 0.5 @slider 0 0.4 @zh 边缘：区间两端不顺向开仓的比例
   */
  edge: f64 = 0.1;

  private range: Donchian = new Donchian(1);
  private longs: i32 = 0;
  private shorts: i32 = 0;

  override start(): void {
    this.range = new Donchian(this.period);
  }

  override onBar(): void {
    this.range.push(this.high(0), this.low(0));
  }

  /** Counts the orders that a side has gathered; a close that empties the side starts it anew. */
  override filled(kind: OrderKind, _buy: bool, _price: f64, _size: f64, whole: bool): void {
    if (whole && kind === OrderKind.OpenLong) this.longs++;
    if (whole && kind === OrderKind.OpenShort) this.shorts++;
    if (this.long === 0) this.longs = 0;
    if (this.short === 0) this.shorts = 0;
  }

  /** A short's profit may be waiting anywhere below the price, up to right under it. */
  override bidReach(): f64 {
    return this.short > 0 ? 1 : 1 - this.spread;
  }

  override askReach(): f64 {
    return this.long > 0 ? 1 : 1 + this.spread;
  }

  override quote(): void {
    if (!this.range.ready) return;
    const price: f64 = this.price;
    const size: f64 = this.shareOfEquity(this.share);
    const spread: f64 = this.spread * Math.max(this.spreadMultiplier, 1);
    const width: f64 = this.range.upper - this.range.lower;
    const place: f64 = width > 0 ? (price - this.range.lower) / width : 0.5;
    if (this.longs < this.most && place < 1 - this.edge) {
      this.openLong(price * (1 - spread), size);
    }
    if (this.shorts < this.most && place > this.edge) {
      this.openShort(price * (1 + spread), size);
    }
    if (this.long > 0) this.closeLong(this.entryLong * (1 + this.takeProfit), this.long);
    if (this.short > 0) this.closeShort(this.entryShort * (1 - this.takeProfit), this.short);
  }
}
