/** Every built-in strategy, in the order in which tools list them. */

export {
  type BooleanParameter,
  type ChoiceParameter,
  isWholeUnit,
  type NumberParameter,
  type NumberUnit,
  type ParameterCondition,
  type ParameterRelation,
  parameterCounts,
  type SizeParameter,
  type StrategyDescriptor,
  type StrategyParameter,
  type StrategySource,
  type Text,
} from "./descriptor.js";
export { ORDER_REFRESH_MS } from "./shared-parameters.js";
export { type ParameterSlot, parameterSlots } from "./slots.js";

import { ATR_MAKER } from "./atr-maker.js";
import { AVELLANEDA_STOIKOV } from "./avellaneda-stoikov.js";
import { DCA_GRID } from "./dca-grid.js";
import type { StrategyDescriptor } from "./descriptor.js";
import { DUAL_MAKER } from "./dual-maker.js";
import { GLFT } from "./glft.js";
import { GRID } from "./grid.js";
import { HEDGE_GRID } from "./hedge-grid.js";
import { PURE_MAKER } from "./pure-maker.js";

export const STRATEGIES: readonly StrategyDescriptor[] = [
  DUAL_MAKER,
  PURE_MAKER,
  AVELLANEDA_STOIKOV,
  GLFT,
  ATR_MAKER,
  GRID,
  HEDGE_GRID,
  DCA_GRID,
];
