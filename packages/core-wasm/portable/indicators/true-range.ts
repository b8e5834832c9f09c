/// <reference path="../globals.d.ts" preserve="true" />
/** True range of bars (Wilder 1978): max(high, c) − min(low, c) for c the close before. */
export class TrueRange {
  /** of the last bar, in price; high − low for the first */
  value: f64 = NaN;
  private started: bool = false;
  private close: f64 = NaN;

  /** Takes a bar in. */
  push(high: f64, low: f64, close: f64): void {
    const before: f64 = this.close;
    this.value = this.started ? Math.max(high, before) - Math.min(low, before) : high - low;
    this.started = true;
    this.close = close;
  }
}
