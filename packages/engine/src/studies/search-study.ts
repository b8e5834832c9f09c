/** A search as a study. */
import { type Static, Type } from "typebox";
import { SEARCH_METHODS } from "../search/method-names.js";
import type { SearchRequest } from "../search/search-options.js";
import {
  Axes,
  CLOSED,
  Conditions,
  Config,
  Drawdown,
  MetricNames,
  Objective,
  Seed,
  seedOf,
} from "./request-parts.js";

/** Most trials of a search. */
const BUDGET_MAX = 1_000_000;

/** What a search of any kind of study has. */
export const SEARCH_MEMBERS = {
  space: Axes,
  constraints: Type.Optional(Conditions),
  budget: Type.Integer({ minimum: 1, maximum: BUDGET_MAX }),
  method: Type.Optional(Type.Enum(SEARCH_METHODS, { type: "string" })),
  seed: Type.Optional(Seed),
};

/** A search, as JSON. */
export const SearchStudySchema = Type.Object(
  {
    kind: Type.Literal("search"),
    config: Config,
    ...SEARCH_MEMBERS,
    objective: Type.Optional(Objective),
    objectives: Type.Optional(Type.Array(Objective, { minItems: 1, maxItems: 10 })),
    metrics: Type.Optional(MetricNames),
    giveUpDrawdown: Type.Optional(Drawdown),
  },
  { ...CLOSED, title: "SearchStudy" },
);
export type SearchStudy = Static<typeof SearchStudySchema>;

/** What of a search decides its trials, as `optimise` takes it. */
export function searchRequestOf(study: SearchStudy): SearchRequest {
  const { kind: _, seed, ...asked } = study;
  return { ...asked, seed: seed === undefined ? undefined : seedOf(seed) };
}
