import { Atr, Ema, Strategy } from "@perpmill/engine/strategy";

/**
 * A ladder on both sides, as wide as the market moves: distances are multiples of the average true
 * range, and its centre leans back against the inventory and towards a moving average.
 * @zh 波幅阶梯：两侧多层挂单，间距随平均真实波幅变化，中心随库存与均线倾斜
 */
export class AtrLadder extends Strategy {
  /**
   * Orders on each side.
   * @min 1 @max 10 @zh 层数：每侧的挂单层数
   */
  levels: i32 = 4;

  /**
   * Distance of the first order, in average true ranges.
   * @unit multiple @min 0 @max 50 @slider 0.5 10 @zh 首层距离：以平均真实波幅的倍数计
   */
  first: f64 = 2;

  /**
   * Distance from one order to the next, in average true ranges.
   * @unit multiple @min 0 @max 50 @slider 0.25 5 @zh 层间距：以平均真实波幅的倍数计
   */
  spacing: f64 = 1;

  /**
   * No order is nearer than this, however still the market is.
   * @unit ratio @min 0.0001 @max 0.1 @slider 0.0002 0.01 @scale log @zh 最小价差：无论行情多平静，挂单都不近于此
   */
  leastSpread: f64 = 0.001;

  /**
   * Bars of the average true range.
   * @unit bars @min 1 @max 10000 @zh 波幅周期：平均真实波幅的 K 线根数
   */
  atrPeriod: i32 = 60;

  /**
   * Bars of the moving average.
   * @unit bars @min 1 @max 10000 @zh 均线周期：均线的 K 线根数
   */
  meanPeriod: i32 = 240;

  /**
   * How far the centre goes towards the moving average: 0 not at all, 1 wholly.
   * @unit ratio @slider 0 0.5 @zh 回归强度：中心向均线移动的比例
   */
  pull: f64 = 0.1;

  /**
   * Size of one order as a share of equity.
   * @unit ratio @min 0.0001 @max 1 @slider 0.005 0.1 @zh 下单比例：每笔挂单占权益的比例
   */
  share: f64 = 0.02;

  /**
   * Net notional at which one side stops, as a share of equity.
   * @unit ratio @min 0.01 @max 20 @slider 0.1 2 @zh 最大库存：净名义价值达到权益的该比例时停止一侧
   */
  maxInventory: f64 = 0.6;

  /** What depends on parameters is made in start(): before it they have no values of the run. */
  private atr: Atr = new Atr(1);
  private mean: Ema = new Ema(1);

  override start(): void {
    this.atr = new Atr(this.atrPeriod);
    this.mean = new Ema(this.meanPeriod);
  }

  override onBar(): void {
    this.atr.push(this.high(0), this.low(0), this.close(0));
    this.mean.push(this.close(0));
  }

  /** The centre is at most one first distance away from the price, see quote(). */
  override bidReach(): f64 {
    return 1 - this.leastSpread;
  }

  override askReach(): f64 {
    return 1 + this.leastSpread;
  }

  override quote(): void {
    if (!this.atr.ready || !this.mean.ready) return;
    const price: f64 = this.price;
    const range: f64 = this.atr.value * this.spreadMultiplier;
    const nearest: f64 = price * this.leastSpread;
    const reach: f64 = Math.max(this.first * range, nearest);
    const inventory: f64 = this.inventory(this.maxInventory);
    const drift: f64 = this.pull * (this.mean.value - price);
    const lean: f64 = Math.max(-reach, Math.min(reach, drift - inventory * reach));
    const size: f64 = this.shareOfEquity(this.share);
    for (let i: i32 = 0; i < this.levels; i++) {
      const distance: f64 = reach + f64(i) * this.spacing * range;
      // However far the centre leans, no order comes nearer than the least spread.
      if (inventory < 1) this.bid(price - Math.max(distance - lean, nearest), size);
      if (inventory > -1) this.ask(price + Math.max(distance + lean, nearest), size);
    }
  }
}
