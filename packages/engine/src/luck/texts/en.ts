/** What is said about luck, English. */

/** Numbers are texts already. */
export const LUCK_EN = {
  title: "Is it luck?",
  verdicts: {
    none: "No configuration can be called the best: all of them ended early or took no risk.",
    luck: "A winner as good is to be expected from luck alone.",
    doubtful: "The winner may be luck: the tests below do not all rule it out.",
    holds: "Luck alone is a poor explanation of this winner.",
  },
  missing: {
    rows: "Fewer than two configurations were run, so that nothing can be said about luck.",
    days: "Fewer than thirty days were run, so that nothing can be said about luck.",
    data: "The configurations were run on different days, so that nothing can be said about luck.",
  },
  tried: (trials: string, days: string, effective: string) =>
    `${trials} configurations were tried on ${days} days; by their correlation they are worth about ${effective} independent ones.`,
  joined: (days: string) =>
    `Returns of ${days} days each were joined for overfitting and the reality check, as memory was short.`,
  expected: (sharpe: string, all: string, effective: string) =>
    `The best has a Sharpe ratio of ${sharpe}. Luck alone would give the best of so many tries ${all} (${effective} if they count as the independent ones).`,
  deflated: (alone: string, all: string, effective: string) =>
    `That its true Sharpe ratio is above 0 has a probability of ${alone} as if it had been the only try; that it is above what luck gives, ${all} (deflated; ${effective} for the independent ones). 95 % would be convincing.`,
  overfitting: (probability: string, splits: string, loss: string) =>
    `Overfitting: in ${probability} of ${splits} splits of the days the best of one half did no better than the median in the other (50 % is chance), and in ${loss} it lost there.`,
  superior: (reality: string, consistent: string, lower: string, upper: string) =>
    `If none of them earned anything, a best one this good would come up with a probability of ${consistent} (Hansen's SPA, ${lower} to ${upper}; White's reality check ${reality}). Under 5 % would be convincing.`,
  track: (needed: string, days: string) =>
    `To be sure (95 %) of a Sharpe ratio above 0, ${needed} days like these are needed as if it had been the only try; there are ${days}.`,
  noTrack: "No length of data makes sure of a Sharpe ratio above 0, as it is not above 0.",
} as const;

/** The same words in another language. */
export type LuckTexts = {
  readonly [Key in keyof typeof LUCK_EN]: (typeof LUCK_EN)[Key] extends string
    ? string
    : (typeof LUCK_EN)[Key] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : { readonly [Name in keyof (typeof LUCK_EN)[Key]]: string };
};
