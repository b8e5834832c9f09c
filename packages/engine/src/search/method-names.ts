/** The methods of a search. */
export const SEARCH_METHODS = [
  "tpe",
  "cma-es",
  "nsga-2",
  "de",
  "hyperband",
  "sobol",
  "random",
] as const;
export type SearchMethod = (typeof SEARCH_METHODS)[number];
