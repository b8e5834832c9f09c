/** A strategy in TypeScript: what its author writes, and what the engine is handed. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import type { ParameterDeclarations, ParameterValues, TextInput } from "./parameters.js";
import type {
  HedgeOrders,
  OneWayOrders,
  OrdersByMode,
  PositionMode,
  StrategySetup,
  StrategyView,
} from "./view.js";

/** Factors of P: the strategy never bids above the first and never asks below the second. */
export interface Reach {
  readonly bid: number;
  readonly ask: number;
}

/** What an author writes. */
export interface StrategyDefinition<P extends ParameterDeclarations, M extends PositionMode, S> {
  /** lower-case words joined by hyphens; default: "callback" */
  readonly id?: string;
  readonly positionMode: M;
  readonly label?: TextInput;
  readonly help?: TextInput;
  readonly parameters?: P;
  /** makes what the strategy remembers; called once a run */
  start?(setup: StrategySetup<NoInfer<P>>): S;
  /** called after every complete bar, the only place where the state may change */
  onBar?(view: StrategyView<NoInfer<P>, NoInfer<S>>): void;
  /** places the orders of one quote; must not change the state, because quotes out of reach are left out */
  quote(view: StrategyView<NoInfer<P>, NoInfer<S>>, orders: OrdersByMode[NoInfer<M>]): void;
  /**
   * How far from P the strategy stays, for all states and positions: quotes that the price does not come
   * near to are then never asked for. Numbers, or worked out from the parameters and what the regime
   * multiplies spreads by.
   */
  readonly reach?:
    | Reach
    | ((parameters: ParameterValues<NoInfer<P>>, spreadMultiplier: number) => Reach);
}

/** The same where parameters and state are of no known type. */
export interface StrategyCalls {
  start?(setup: StrategySetup<unknown>): unknown;
  onBar?(view: StrategyView<unknown, unknown>): void;
  quote(view: StrategyView<unknown, unknown>, orders: OneWayOrders & HedgeOrders): void;
}

const KIND = "perpmill.callbackStrategy";

/** A strategy that this program runs itself. Goes into a configuration as `strategy.name`. */
export interface CallbackStrategy {
  /** a text, so that two copies of the package know each other's */
  readonly kind: typeof KIND;
  /** its id is `callback:` and that of the definition */
  readonly descriptor: StrategyDescriptor;
  readonly calls: StrategyCalls;
  /** it keeps a state, so that a run cannot go back */
  readonly remembers: boolean;
  /** undefined: it may quote anywhere */
  reachOf?(parameters: ParameterValues<unknown>, spreadMultiplier: number): Reach;
}

/** Puts a strategy together. */
export function callbackStrategy(parts: Omit<CallbackStrategy, "kind">): CallbackStrategy {
  return Object.freeze({ kind: KIND, ...parts });
}

/** Whether a value is what `defineStrategy` returns. */
export function isCallbackStrategy(value: unknown): value is CallbackStrategy {
  return typeof value === "object" && value !== null && Reflect.get(value, "kind") === KIND;
}
