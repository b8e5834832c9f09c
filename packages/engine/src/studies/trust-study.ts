/** A verdict as a study. What was tried and other markets are given beside it, as the data are. */
import { type Static, Type } from "typebox";
import type { TrustRequest } from "../trust/trust-options.js";
import { Axes, CLOSED, Config, WholeSeed } from "./request-parts.js";

/** A verdict, as JSON. */
export const TrustStudySchema = Type.Object(
  {
    kind: Type.Literal("trust"),
    config: Config,
    axes: Type.Optional(Axes),
    tried: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: "How many configurations were tried, where no study is named that tried them.",
      }),
    ),
    seed: Type.Optional(WholeSeed),
  },
  { ...CLOSED, title: "TrustStudy" },
);
export type TrustStudy = Static<typeof TrustStudySchema>;

/** What of a verdict decides it, as `trust` takes it. */
export function trustRequestOf({ kind: _, ...asked }: TrustStudy): TrustRequest {
  return asked;
}
