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
export type {
  ReferenceMarkout,
  ReferenceMetrics,
  ReferenceRejected,
  ReferenceResult,
  ReferenceTrade,
  StopName,
  TradeReason,
} from "./result.js";
export { simulate } from "./simulate.js";
