/** What a new strategy begins with: small, whole, and worth changing. */
export const TEMPLATE = {
  name: "MyMaker",
  source: `import { Ema, Strategy } from "@perpmill/engine/strategy";

/** Quotes both sides of the price, further away from a trend. @zh 双边做市，逆势一侧报价更远 */
export class MyMaker extends Strategy {
  /** Half spread. @unit ratio @min 0.0001 @max 0.1 @scale log @zh 半价差 */
  spread: f64 = 0.004;
  /** Share of the equity in one order. @unit ratio @min 0.001 @max 0.5 @scale log @zh 每单占权益的比例 */
  size: f64 = 0.02;
  /** Most that is held, as a share of the equity. @unit ratio @min 0.05 @max 3 @zh 持仓上限占权益的比例 */
  most: f64 = 0.5;

  private readonly trend: Ema = new Ema(240);

  onBar(): void {
    this.trend.push(this.close(0));
  }

  // No order is nearer than this, so that quotes that nothing comes near cost no time.
  bidReach(): f64 {
    return 1 - this.spread;
  }

  askReach(): f64 {
    return 1 + this.spread;
  }

  quote(): void {
    const held: f64 = this.inventory(this.most);
    const lean: f64 = this.trend.ready ? this.price / this.trend.value - 1 : 0;
    const size: f64 = this.shareOfEquity(this.size);
    if (held < 1) this.bid(this.price * (1 - this.spread - Math.max(0, -lean)), size);
    if (held > -1) this.ask(this.price * (1 + this.spread + Math.max(0, lean)), size);
  }
}
`,
} as const;
