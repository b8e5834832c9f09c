/** Every built-in strategy, in the order in which tools list them. */

export type {
  NumberParameter,
  SizeParameter,
  StrategyDescriptor,
  StrategyParameter,
  Text,
} from "./descriptor.js";
export { type ParameterSlot, parameterSlots } from "./slots.js";

import type { StrategyDescriptor } from "./descriptor.js";
import { DUAL_MAKER } from "./dual-maker.js";
import { PURE_MAKER } from "./pure-maker.js";

export const STRATEGIES: readonly StrategyDescriptor[] = [DUAL_MAKER, PURE_MAKER];
