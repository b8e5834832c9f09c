/** Where each parameter of a strategy lies in the kernel's parameter block. */
import type { StrategyDescriptor, StrategyParameter } from "./descriptor.js";

export interface ParameterSlot {
  readonly name: string;
  /** index of its first f64 */
  readonly slot: number;
  readonly parameter: StrategyParameter;
}

/** Parameters that the run itself has, so that they take no slot. */
const RUN_PARAMETERS: ReadonlySet<string> = new Set(["orderRefreshMs"]);

/** Slots in the order of the descriptor: a size takes two (mode, value), every other one. */
export function parameterSlots(strategy: StrategyDescriptor): ParameterSlot[] {
  let next = 0;
  const slots: ParameterSlot[] = [];
  for (const parameter of strategy.parameters) {
    if (RUN_PARAMETERS.has(parameter.name)) continue;
    slots.push({ name: parameter.name, slot: next, parameter });
    next += parameter.type === "size" ? 2 : 1;
  }
  return slots;
}
