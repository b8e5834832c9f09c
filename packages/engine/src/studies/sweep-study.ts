/** A sweep as a study. */
import { type Static, Type } from "typebox";
import type { SweepRequest } from "../sweeps/sweep-options.js";
import {
  Axes,
  CLOSED,
  Conditions,
  Config,
  Drawdown,
  MetricNames,
  Name,
  Sampler,
  samplerOf,
} from "./request-parts.js";

/** A sweep, as JSON. */
export const SweepStudySchema = Type.Object(
  {
    kind: Type.Literal("sweep"),
    config: Config,
    axes: Axes,
    sampler: Type.Optional(Sampler),
    constraints: Type.Optional(Conditions),
    metrics: Type.Optional(MetricNames),
    giveUpDrawdown: Type.Optional(Drawdown),
    rankBy: Type.Optional(Name),
    envelope: Type.Optional(Type.Boolean()),
  },
  { ...CLOSED, title: "SweepStudy" },
);
export type SweepStudy = Static<typeof SweepStudySchema>;

/** What of a sweep decides its rows, as `sweep` takes it. */
export function sweepRequestOf(study: SweepStudy): SweepRequest {
  const { kind: _, sampler, ...asked } = study;
  return { ...asked, sampler: samplerOf(sampler) };
}
