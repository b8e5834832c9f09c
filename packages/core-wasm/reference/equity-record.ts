/** What is recorded of every bar: equity, close, exposure, drawdown. Semantics 3, 9. */
import { Drawdown } from "./drawdown.js";

export class EquityRecord {
  /** a value a bar that was run */
  readonly equity: number[] = [];
  readonly openTimeMs: number[] = [];
  /** price units */
  readonly closes: number[] = [];
  /** bars that ended with a position */
  exposedBars = 0;
  readonly drawdown: Drawdown;

  constructor(initialBalance: number, firstOpenTimeMs: number) {
    this.drawdown = new Drawdown(initialBalance, firstOpenTimeMs);
  }

  /** Takes in a bar that is over. */
  add(
    openTimeMs: number,
    closeMs: number,
    close: number,
    equity: number,
    isExposed: boolean,
  ): void {
    this.drawdown.record(equity, closeMs);
    this.equity.push(equity);
    this.openTimeMs.push(openTimeMs);
    this.closes.push(close);
    if (isExposed) this.exposedBars++;
  }
}
