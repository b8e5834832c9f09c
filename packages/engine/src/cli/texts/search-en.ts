/** Words of `perpmill optimise`, English. */
export const SEARCH_EN = {
  command: "look for the parameters that are best by an objective",
  placeholders: {
    space: "PATH=VALUES",
    objective: "[min:|max:]EXPRESSION",
    penalty: "WEIGHT:CONDITION",
  },
  options: {
    space:
      "a parameter and where it is looked for: FROM:TO[:log], FROM:TO:STEP or A,B,C; repeat it",
    objective:
      "what is looked for: a metric, or an expression such as 'sharpe - 0.1 * account.leverage'; several give a Pareto front",
    penalty:
      "make objectives worse by so much times how far a condition is from holding, such as '5: maxDrawdown <= 0.3'; may be repeated",
    require: "what must hold of a result, such as 'fills >= 100'; may be repeated",
    method: "how it is looked for (default: tpe; nsga-2 with several objectives)",
    budget:
      "trials to run; of hyperband runs of the whole time, which are more trials of shorter ones (default: 200)",
    seed: "seed of the search (default: 0)",
    top: "trials to show (default: 10)",
    out: "write all trials here, as they come: .csv, .json or .parquet",
    saveBest: "write the configuration of the best trial here",
  },
  weight: "a weight such as 5, a colon and a condition",
  running: "Searching",
  title: (method: string, trials: string) => `Search by ${method}: ${trials} trials`,
  infeasible: (count: string) => `infeasible ${count}`,
  repeated: (count: string) => `asked for again ${count}`,
  shortened: (count: string, runs: string) =>
    `${count} on a part of the time, at the cost of ${runs} whole runs`,
  exhausted: "The space has no more points: the budget was not needed.",
  best: (objective: string) => `Best by ${objective}`,
  least: (objective: string) => `Least ${objective}`,
  front: (count: string) => `Pareto front: ${count} trials that no other one beats`,
  objective: "objective",
  foundAt: (trial: string) => `The best was trial ${trial}.`,
  noBest: "No trial is feasible: loosen --require, or look elsewhere.",
  noBestToSave: "no trial is feasible, so there is no best configuration to write",
  noBestToSaveHint: "Loosen --require, or look elsewhere.",
  refused: (trial: number, problem: string) =>
    `Trial ${trial} cannot be run: ${problem}. Leave such points out with --where.`,
} as const;
