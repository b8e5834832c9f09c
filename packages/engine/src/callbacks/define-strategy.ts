/** From what an author writes to a strategy that runs can take. */
import { LAYOUT } from "@perpmill/core-wasm";
import { ORDER_REFRESH_MS, type StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { isRecord, show } from "../config/issues.js";
import {
  type CallbackStrategy,
  callbackStrategy,
  type StrategyDefinition,
} from "./callback-strategy.js";
import { declaredParameter, invalidDefinition, textOf } from "./declared-parameter.js";
import type { ParameterDeclarations } from "./parameters.js";
import type { PositionMode } from "./view.js";

const HOOKS = ["start", "onBar", "quote"] as const;

/** A definition of which nothing is known but its form. */
type AnyDefinition = StrategyDefinition<ParameterDeclarations, PositionMode, unknown>;

function checkForm(definition: unknown): asserts definition is AnyDefinition {
  if (!isRecord(definition)) {
    throw invalidDefinition(
      "",
      `a strategy is defined by an object, got ${show(definition)}`,
      "Write defineStrategy({ positionMode, parameters, quote(view, orders) { … } }).",
    );
  }
  for (const hook of HOOKS) {
    const call: unknown = Reflect.get(definition, hook);
    if (typeof call === "function" || (call === undefined && hook !== "quote")) continue;
    throw invalidDefinition(
      hook,
      `${hook} must be a function, got ${show(call)}`,
      hook === "quote" ? "Write quote(view, orders) { … }." : "Leave it out when it does nothing.",
    );
  }
  const mode: unknown = Reflect.get(definition, "positionMode");
  if (mode !== "hedge" && mode !== "oneWay") {
    throw invalidDefinition(
      "positionMode",
      `positionMode must be "oneWay" or "hedge", got ${show(mode)}`,
      'One position that nets is "oneWay"; a long and a short at the same time are "hedge".',
    );
  }
  const id: unknown = Reflect.get(definition, "id");
  if (id === undefined || (typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))) return;
  throw invalidDefinition(
    "id",
    `id must be lower-case words joined by hyphens, got ${show(id)}`,
    'Use one such as "my-maker".',
  );
}

function descriptorOf(definition: AnyDefinition): StrategyDescriptor {
  const { id = "callback", positionMode, label, help, parameters = {} } = definition;
  return {
    id: `callback:${id}`,
    version: 1,
    kernelId: LAYOUT.HOST_MAKER_ID,
    positionMode,
    label: textOf(label, id),
    help: textOf(help, ""),
    parameters: [
      ...Object.entries(parameters).map(([name, declared]) => declaredParameter(name, declared)),
      ORDER_REFRESH_MS,
    ],
  };
}

/**
 * As `defineStrategy`, of a definition whose types nobody has checked.
 * @throws STRATEGY_INVALID with the field of the definition that is wrong
 */
export function strategyOf(definition: unknown): CallbackStrategy {
  checkForm(definition);
  const { reach } = definition;
  return callbackStrategy({
    descriptor: descriptorOf(definition),
    calls: definition,
    remembers: definition.start !== undefined || definition.onBar !== undefined,
    ...(reach === undefined ? {} : { reachOf: typeof reach === "function" ? reach : () => reach }),
  });
}

/**
 * A strategy of one's own. See docs/own-strategies.md.
 * @throws STRATEGY_INVALID with the field of the definition that is wrong
 */
export function defineStrategy<
  const P extends ParameterDeclarations,
  const M extends PositionMode,
  S = undefined,
>(definition: StrategyDefinition<P, M, S>): CallbackStrategy {
  return strategyOf(definition);
}
