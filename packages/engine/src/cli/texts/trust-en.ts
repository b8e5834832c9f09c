/** Words of `perpmill trust`, English. */
export const TRUST_COMMAND_EN = {
  command: "whether a configuration is to be trusted, in plain words, the weakest point first",
  placeholders: { market: "NAME=FILE" },
  options: {
    axis: "a parameter whose neighbourhood is looked at; may be repeated (default: the numbers of the strategy)",
    study:
      "what was tried before: the JSON of a sweep or a search (default: the CONFIG, if it is one)",
    tried:
      "how many configurations were tried before, where there is no such file; 1: this one alone",
    walkForward: "what choosing on the past came to: the JSON of a walk-forward of the same search",
    otherData:
      "bars of another market and the preset of its instrument, such as BTCUSDT=btc.csv; may be repeated",
    seed: "seed of paths, points and resamples (default: 0)",
    out: "write the verdict as JSON",
  },
  running: "Trust",
  runs: (runs: string, time: string, threads: number) =>
    `${runs} runs, ${time} on ${threads} ${threads === 1 ? "thread" : "threads"}`,
  weakest: (part: string) => `The weakest point: ${part.toLowerCase()}.`,
  ranges: {
    title: "From 5 % to 95 %",
    own: "as it is",
    days: "days mixed anew",
    paths: "paths in random order",
    fills: "other fills",
  },
  noTrials: (kind: string) => `a study of the kind ${kind} does not say what was tried`,
  noTrialsHint: "Give the JSON of a sweep or a search, or say how many were tried: --tried N.",
  noWalk: (kind: string) => `a study of the kind ${kind} does not say what came after a choice`,
  noWalkHint: "Give what perpmill walk-forward wrote with --out.",
  otherBars: (there: string, here: string) =>
    `the study was made on other bars: ${there}, and these are ${here}`,
  otherBarsHint:
    "Give the bars of the study; on days that no choice has seen, run its best as a configuration with --tried 1.",
  badMarket: (text: string) => `--other-data must be NAME=FILE, got ${JSON.stringify(text)}`,
  badMarketHint: "NAME is the preset of the instrument, such as BTCUSDT=btc.csv.",
} as const;
