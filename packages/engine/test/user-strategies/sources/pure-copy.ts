import { Strategy } from "@perpmill/engine/strategy";

/** The built-in pure-maker as one writes it oneself. */
export class PureCopy extends Strategy {
  /** @unit ratio @max 0.99 */
  bidSpread: f64 = 0.002;
  /** @unit ratio @max 0.99 */
  askSpread: f64 = 0.002;
  /** @min 1 @max 32 */
  levels: i32 = 1;
  /** @unit ratio */
  levelSpacing: f64 = 0;
  /** @unit ratio */
  share: f64 = 0.02;
  maxInventoryRatio: f64 = 1;
  /** @unit ratio @max 0.99 */
  skew: f64 = 0;

  override bidReach(): f64 {
    const least: f64 = this.leastInventory(this.maxInventoryRatio);
    return (1 - this.skew * least) * (1 - this.bidSpread * this.spreadMultiplier);
  }

  override askReach(): f64 {
    const most: f64 = this.mostInventory(this.maxInventoryRatio);
    return (1 - this.skew * most) * (1 + this.askSpread * this.spreadMultiplier);
  }

  override quote(): void {
    const x: f64 = this.inventory(this.maxInventoryRatio);
    const centre: f64 = this.price * (1 - this.skew * x);
    const size: f64 = this.shareOfEquity(this.share);
    const bid: f64 = this.bidSpread * this.spreadMultiplier;
    const ask: f64 = this.askSpread * this.spreadMultiplier;
    for (let i: i32 = 0; i < this.levels; i++) {
      const step: f64 = f64(i) * this.levelSpacing;
      if (x < 1 - 1e-9) this.bid(centre * (1 - bid - step), size);
      if (x > -1 + 1e-9) this.ask(centre * (1 + ask + step), size);
    }
  }
}
