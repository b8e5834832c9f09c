/** A report of risk as a study. */
import { type Static, Type } from "typebox";
import type { RiskRequest } from "../risk/risk-options.js";
import { CLOSED, Config, WholeSeed } from "./request-parts.js";

/** A report of risk, as JSON. */
export const RiskStudySchema = Type.Object(
  {
    kind: Type.Literal("risk"),
    config: Config,
    probability: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
    horizonDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })),
    draws: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    seed: Type.Optional(WholeSeed),
  },
  { ...CLOSED, title: "RiskStudy" },
);
export type RiskStudy = Static<typeof RiskStudySchema>;

/** What of a report decides it, as `risk` takes it. */
export function riskRequestOf({ kind: _, ...asked }: RiskStudy): RiskRequest {
  return asked;
}
