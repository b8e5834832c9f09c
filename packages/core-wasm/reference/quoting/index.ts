/** Strategies by the name a configuration gives them. Semantics 8. */
import type { ReferenceConfig } from "../input.js";
import type { Instrument } from "../instrument.js";
import { atrMaker } from "./atr-maker.js";
import { avellanedaStoikov } from "./avellaneda-stoikov.js";
import { dcaGrid } from "./dca-grid.js";
import { dualMaker } from "./dual-maker.js";
import { glft } from "./glft.js";
import { grid } from "./grid.js";
import { hedgeGrid } from "./hedge-grid.js";
import { pureMaker } from "./pure-maker.js";
import type { Strategy } from "./strategy.js";

/**
 * The strategy of a configuration. Throws on an unknown name.
 * @param cap leverage cap of a side, quote, Infinity without one
 */
export function strategyOf(config: ReferenceConfig, instrument: Instrument, cap: number): Strategy {
  switch (config.strategy.name) {
    case "dual-maker":
      return dualMaker(config, instrument, cap);
    case "pure-maker":
      return pureMaker(config, instrument);
    case "avellaneda-stoikov":
      return avellanedaStoikov(config, instrument);
    case "glft":
      return glft(config, instrument);
    case "atr-maker":
      return atrMaker(config, instrument);
    case "grid":
      return grid(config, instrument);
    case "hedge-grid":
      return hedgeGrid(config, instrument, cap);
    case "dca-grid":
      return dcaGrid(config, instrument);
    default:
      throw new RangeError(`unknown strategy ${config.strategy.name}`);
  }
}
