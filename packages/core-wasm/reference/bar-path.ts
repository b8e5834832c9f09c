/** The five points of the current bar, last price and mark, all in price units. Semantics 2. */
import type { ReferenceInput } from "./input.js";
import { lowComesFirst, markRows, walkBar } from "./trajectory.js";

export class BarPath {
  /** V0 … V4 */
  readonly last: number[] = [0, 0, 0, 0, 0];
  /** M0 … M4 */
  readonly mark: number[] = [0, 0, 0, 0, 0];
  readonly hasMark: boolean;
  readonly #input: ReferenceInput;
  readonly #unitsPerQuote: number;
  readonly #seed: bigint;
  readonly #markRows: Int32Array | null;

  constructor(input: ReferenceInput, unitsPerQuote: number) {
    this.#input = input;
    this.#unitsPerQuote = unitsPerQuote;
    this.#seed = BigInt(input.config.path.seed);
    this.hasMark = input.mark !== undefined;
    this.#markRows = input.mark === undefined ? null : markRows(input.bars, input.mark);
  }

  /** Moves on to a bar; bars are visited in order. */
  enter(index: number): void {
    const { bars, config, mark } = this.#input;
    const { last, mark: marks } = this;
    const lowFirst = lowComesFirst(config.path.model, this.#seed, bars, index);
    last[0] = index === 0 ? bars.open[0] : last[4];
    const before = marks[4];
    walkBar(last, lowFirst, bars.open[index], bars.high[index], bars.low[index], bars.close[index]);
    const row = this.#markRows === null ? -1 : this.#markRows[index];
    if (mark !== undefined && row >= 0) {
      const u = this.#unitsPerQuote;
      walkBar(
        marks,
        lowFirst,
        mark.open[row] * u,
        mark.high[row] * u,
        mark.low[row] * u,
        mark.close[row] * u,
      );
    } else {
      for (let k = 1; k <= 4; k++) marks[k] = last[k];
    }
    marks[0] = index === 0 ? marks[1] : before;
  }
}
