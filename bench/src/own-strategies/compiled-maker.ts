import { Strategy } from "@perpmill/engine/strategy";

/** `pure-maker` with one level, compiled with the kernel's sources. */
export class CompiledMaker extends Strategy {
  /** Distance of the bid. @unit ratio @min 0 @max 0.99 */
  bidSpread: f64 = 0.002;
  /** Distance of the ask. @unit ratio @min 0 @max 0.99 */
  askSpread: f64 = 0.002;
  /** Order size, share of equity. @unit ratio @min 0 @max 1 */
  share: f64 = 0.02;
  /** Most inventory, share of equity. @unit ratio @min 0.000001 @max 1000 */
  maxInventoryRatio: f64 = 1;
  /** How far the centre leans against a full inventory. @unit ratio @min 0 @max 0.99 */
  inventorySkew: f64 = 0;

  override bidReach(): f64 {
    const lean = this.inventorySkew * this.leastInventory(this.maxInventoryRatio);
    return (1 - lean) * (1 - this.bidSpread * this.spreadMultiplier);
  }

  override askReach(): f64 {
    const lean = this.inventorySkew * this.mostInventory(this.maxInventoryRatio);
    return (1 - lean) * (1 + this.askSpread * this.spreadMultiplier);
  }

  override quote(): void {
    const x = this.inventory(this.maxInventoryRatio);
    const centre = this.price * (1 - this.inventorySkew * x);
    const size = this.shareOfEquity(this.share);
    if (x < 1) this.bid(centre * (1 - this.bidSpread * this.spreadMultiplier), size);
    if (x > -1) this.ask(centre * (1 + this.askSpread * this.spreadMultiplier), size);
  }
}
