/** The reference: the simulation of the semantics page in slow, plain TypeScript. */
export type {
  ReferenceBars,
  ReferenceConfig,
  ReferenceFunding,
  ReferenceInput,
  ReferenceInstrument,
  ReferenceMark,
  ReferencePathModel,
  ReferenceRisk,
  ReferenceSize,
  ReferenceStrategy,
  ReferenceTier,
  ReferenceVolatility,
} from "./input.js";
export type { Instrument } from "./instrument.js";
export { ceilTick, floorLots, floorTick } from "./math/rounding.js";
export {
  type CompleteBar,
  inventoryShare,
  type OrderFill,
  orderLots,
  type Place,
  type QuoteView,
  type Strategy as ReferenceMaker,
} from "./quoting/strategy.js";
export { effectsOf, regimeOf, TrueRangeMean } from "./regimes.js";
export type {
  ReferenceMarkout,
  ReferenceMetrics,
  ReferenceRejected,
  ReferenceResult,
  ReferenceTrade,
  StopName,
  TradeReason,
} from "./result.js";
export { type OwnStrategySeat, simulate } from "./simulate.js";
export type { ReferenceTrades } from "./trade-points.js";
