/** Every strategy that is described, in the order of its kernel number, whether the kernel has it yet or not. */
import { ATR_MAKER } from "./atr-maker.js";
import { AVELLANEDA_STOIKOV } from "./avellaneda-stoikov.js";
import { DCA_GRID } from "./dca-grid.js";
import type { StrategyDescriptor } from "./descriptor.js";
import { DUAL_MAKER } from "./dual-maker.js";
import { GLFT } from "./glft.js";
import { GRID } from "./grid.js";
import { HEDGE_GRID } from "./hedge-grid.js";
import { PURE_MAKER } from "./pure-maker.js";

export const EVERY_STRATEGY: readonly StrategyDescriptor[] = [
  DUAL_MAKER,
  PURE_MAKER,
  AVELLANEDA_STOIKOV,
  GLFT,
  ATR_MAKER,
  GRID,
  HEDGE_GRID,
  DCA_GRID,
];
