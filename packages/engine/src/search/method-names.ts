/** The methods of a search. */
export const SEARCH_METHODS = ["tpe", "de", "sobol", "random"] as const;
export type SearchMethod = (typeof SEARCH_METHODS)[number];
