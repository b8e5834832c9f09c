/** Names of the pages of studies, in their order. */
export const STUDY_PAGES = ["sweeps", "searches", "walkForwards", "trusts"] as const;
