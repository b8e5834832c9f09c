/** What a new strategy begins with: small, whole, and worth changing. */
export const TEMPLATE = {
  name: "MyMaker",
  source: `import { Ema, Strategy } from "@perpmill/engine/strategy";

/** Quotes both sides around the price, further away from a trend. */
export class MyMaker extends Strategy {
  /** Half spread. @unit ratio @min 0.0001 @max 0.1 @scale log @zh 半价差 */
  spread: f64 = 0.002;
  /** Share of the equity in one order. @unit ratio @min 0.001 @max 0.5 @scale log @zh 每单占权益的比例 */
  size: f64 = 0.02;

  private readonly trend: Ema = new Ema(60);

  onBar(): void {
    this.trend.push(this.close(0));
  }

  quote(): void {
    const lean: f64 = this.trend.ready ? this.price / this.trend.value - 1 : 0;
    const size = this.shareOfEquity(this.size);
    this.bid(this.price * (1 - this.spread - Math.max(0, -lean)), size);
    this.ask(this.price * (1 + this.spread + Math.max(0, lean)), size);
  }
}
`,
} as const;
