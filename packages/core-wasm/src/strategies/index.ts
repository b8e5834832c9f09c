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
export { type ParameterSlot, parameterSlots } from "./slots.js";

import type { StrategyDescriptor } from "./descriptor.js";
import { DUAL_MAKER } from "./dual-maker.js";
import { PURE_MAKER } from "./pure-maker.js";

export const STRATEGIES: readonly StrategyDescriptor[] = [DUAL_MAKER, PURE_MAKER];
