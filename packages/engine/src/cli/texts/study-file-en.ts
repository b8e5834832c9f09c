/** Words about files of studies, English. */
export const STUDY_FILE_EN = {
  noSearch: (kind: string) => `a study of the kind ${kind} has no configuration that is its best`,
  noSearchHint: "Give a configuration, or the JSON of a sweep or a search.",
  noBest: "none of its configurations can be the best",
  noBestHint: "Choose another range or other conditions, and run the study again.",
} as const;
