/** Words of time splits, English. They come with their page. */
export const splitsEn = {
  title: "Which part of the time carries it?",
  empty:
    "The run on the whole is cut by the calendar, and each part is run alone, from a flat position. A result that hangs on one lucky month shows here.",
  later: "The parts come when all of them have been run.",
  by: "Parts",
  name: {
    month: "months",
    quarter: "quarters",
    "half-year": "half-years",
    year: "years",
    halves: "two halves",
  },
  winning: "Parts with a gain",
  winningHelp: "In which the whole run made money",
  half: "Half of the gains from",
  halfHelp: "The fewest parts that made half of all that was won: few carry much",
  withoutBest: "Without the best",
  withoutBestHelp: "Return of the whole without its best part",
  sureHelp:
    "Probability that the true Sharpe ratio of the whole is above 0, as if nothing else had been tried.",
  stopped: "Stopped.",
  windows: "Parts of the time",
  part: "Part",
  time: "Time",
  profit: "Profit",
  own: "{metric} alone",
  open: "Open the run of {name} alone",
};

export type SplitsWords = typeof splitsEn;
