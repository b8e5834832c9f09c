/** What a verdict says, English. */
import type { Facts, ReasonTexts, TrustTexts } from "./words.js";

const STRESSES: TrustTexts["stresses"] = {
  makerFee: "a maker fee 1 bp higher",
  takerFee: "a taker fee 1 bp higher",
  slippage: "2 ticks more slippage",
  noRebate: "no rebates",
  funding: "twice the funding",
  refresh: "quotes renewed half as often",
  everything: "all small ones at once",
  makerFeeHard: "fees 3 bps higher",
  slippageHard: "10 ticks more slippage",
  fundingHard: "five times the funding",
};

const MODELS: TrustTexts["models"] = {
  direction: "direction",
  nearest: "nearest",
  lowFirst: "lowFirst",
  highFirst: "highFirst",
  random: "random",
  bridge: "bridge",
  trades: "trades",
};

const RULES: TrustTexts["rules"] = { touch: "touch", through: "through" };

function stress(facts: Facts, name: string): string {
  return facts.word(name, STRESSES);
}

function runs(facts: Facts): string {
  return `${facts.number("profitable", "count")} of ${facts.number("runs", "count")}`;
}

function steepest(facts: Facts): string {
  if (facts.raw("steepPath") === null) return "";
  const slope = facts.number("steepSlope", "signedShare");
  return ` It hangs most on ${facts.field("steepPath")}: 10 % more of it changes the score by ${slope}.`;
}

function neighbours(facts: Facts): string {
  const kept = facts.number("kept", "count");
  const all = facts.number("neighbours", "count");
  const median = facts.number("median", "ratio");
  const own = facts.number("own", "ratio");
  return `of ${all} configurations whose parameters differ by up to 20 %, ${kept} are profitable with half of its score at least (theirs is ${median} in the middle, its own ${own}; ${facts.chance("better")} are better).${steepest(facts)}`;
}

function fillsWorst(facts: Facts): string {
  const cap = facts.raw("worstCap");
  const held =
    cap === null
      ? "without a limit of volume"
      : `at ${facts.number("worstCap", "share")} of the volume`;
  return `The worst is ${facts.number("worst", "signedShare")} (path ${facts.word("worstModel", MODELS)}, orders fill on ${facts.word("worstRule", RULES)}, ${held}); its own assumptions give ${facts.number("own", "signedShare")}.`;
}

function length(facts: Facts): string {
  return `It made ${facts.number("totalReturn", "signedShare")} in ${facts.number("days", "count")} days with ${facts.number("fills", "count")} fills (Sharpe ${facts.number("sharpe", "ratio")}, largest fall ${facts.number("maxDrawdown", "share")}).`;
}

function luckNumbers(facts: Facts): string {
  return `With a Sharpe ratio of ${facts.number("sharpe", "ratio")} over ${facts.number("days", "count")} days, the true one is above 0 with a probability of ${facts.chance("probabilisticSharpe")}`;
}

function tries(facts: Facts): string {
  if (facts.raw("triesToExplain") === null) return "";
  return ` Luck alone is expected to give one as good after about ${facts.number("triesToExplain", "count")} tries.`;
}

function deflated(facts: Facts): string {
  return `${facts.number("tried", "count")} configurations were tried, and luck alone would give the best of them a Sharpe ratio of ${facts.number("expectedSharpe", "ratio")}. This one has ${facts.number("sharpe", "ratio")}; that its true one is above luck's has a probability of ${facts.chance("deflatedSharpe")}.`;
}

function forward(facts: Facts): string {
  const folds = facts.number("folds", "count");
  const rank =
    facts.raw("meanRankShare") === null
      ? ""
      : ` Among all trials the choice stood at ${facts.number("meanRankShare", "share")} there (0 % the best, 50 % chance).`;
  const left =
    facts.raw("efficiency") === null
      ? ""
      : `, a year ${facts.number("efficiency", "share")} of what it was in training`;
  return `Chosen anew on the past before each of ${folds} tests, it made ${facts.number("totalReturn", "signedShare")} on days that it had not seen${left} (Sharpe ${facts.number("sharpe", "ratio")}, above 0 with a probability of ${facts.chance("probability")}; largest fall ${facts.number("maxDrawdown", "share")}; ${facts.number("winning", "count")} of ${folds} tests in profit).${rank}`;
}

const REASONS: ReasonTexts = {
  run: {
    liquidated: (f) =>
      `The account was liquidated, after ${f.number("fills", "count")} fills. Nothing else counts.`,
    noFills: () => "Not one order was filled, so that there is nothing to trust.",
    loses: (f) =>
      `It loses money: ${f.number("totalReturn", "signedShare")} in ${f.number("days", "count")} days.`,
    stopped: (f) => `A limit of its own stopped it before the end. ${length(f)}`,
    fewDays: (f) => `${length(f)} That is little time: it has not seen many kinds of markets.`,
    fewFills: (f) => `${length(f)} Those are few fills: their average is not sure.`,
    long: length,
  },
  luck: {
    fewDays: (f) =>
      `Fewer than ${f.number("days", "count")} days, or all alike: nothing can be said about luck.`,
    untold: (f) =>
      `Nobody told how many configurations were tried before this one was chosen, so that luck cannot be ruled out. ${luckNumbers(f)} as if it had been the only try.${tries(f)}`,
    alone: (f) => `It was the only one tried. ${luckNumbers(f)}.`,
    deflated,
    study: (f) =>
      `${deflated(f)} The study it was chosen from speaks against the choice: the best of one half of the days was no better than the median in the other in ${f.chance("overfitting")} of all splits, and a best one as good comes up with a probability of ${f.chance("superior")} when none earns anything.`,
  },
  forward: {
    notGiven: () =>
      "No walk-forward was given, so that nobody knows what choosing like this comes to on later days.",
    loses: (f) => `${forward(f)} Choosing like this loses money on days that it has not seen.`,
    chance: (f) => `${forward(f)} That is no better than a trial taken at random.`,
    earns: forward,
  },
  neighbourhood: {
    noParameters: () => "The strategy has no numbers that could be moved.",
    losing: (f) =>
      `It loses money itself; ${f.number("profitable", "count")} of ${f.number("neighbours", "count")} configurations whose parameters differ by up to 20 % do not.${steepest(f)}`,
    plateau: (f) => `It stands on a plateau: ${neighbours(f)}`,
    slope: (f) => `It stands on a slope: ${neighbours(f)}`,
    peak: (f) => `It stands on a peak of its own: ${neighbours(f)}`,
  },
  stress: {
    losing: (f) =>
      `It loses money without any stress: ${f.number("roomBps", "signedBps")} of what it trades. The worst stress is ${stress(f, "worst")} with ${f.number("worstReturn", "signedShare")}.`,
    mildAlone: (f) =>
      `One small change turns the profit into a loss: with ${stress(f, "first")} it makes ${f.number("firstReturn", "signedShare")} instead of ${f.number("own", "signedShare")}. All that it earns is ${f.number("roomBps", "signedBps")} of what it trades.`,
    mildTogether: (f) =>
      `It bears each small change alone, but not all at once: then it makes ${f.number("everything", "signedShare")}. What it earns is ${f.number("roomBps", "signedBps")} of what it trades.`,
    hard: (f) =>
      `It bears small changes (all at once: ${f.number("everything", "signedShare")}), but not ${stress(f, "first")}: then it makes ${f.number("firstReturn", "signedShare")}. What it earns is ${f.number("roomBps", "signedBps")} of what it trades.`,
    bears: (f) =>
      `It stays profitable under all ${f.number("runs", "count")} stresses of fees, slippage, funding and slow quotes; all small ones at once leave ${f.number("everything", "signedShare")} of ${f.number("own", "signedShare")}, the worst is ${stress(f, "worst")} with ${f.number("worstReturn", "signedShare")}.`,
  },
  fills: {
    allProfitable: (f) =>
      `It is profitable under all ${f.number("runs", "count")} assumptions about fills, and keeps half of its score under ${f.chance("holding")} of them. ${fillsWorst(f)}`,
    someLose: (f) =>
      `It is profitable under ${runs(f)} assumptions about fills; bars do not say which is true. ${fillsWorst(f)}`,
  },
  paths: {
    same: (f) =>
      `${f.number("runs", "count")} other ways through the same bars, in random order and along drawn bridges, fill the same orders: ${f.number("own", "signedShare")}.`,
    drawn: (f) =>
      `${runs(f)} other ways through the same bars are profitable (${f.chance("random")} in random order, ${f.chance("bridge")} along drawn bridges, which come nearest to real fills: ${f.number("bridgeMedian", "signedShare")} in the middle; its own path gives ${f.number("own", "signedShare")}). The worst gives ${f.number("worst", "signedShare")}.`,
  },
  bootstrap: {
    fewDays: (f) =>
      `${f.number("days", "count")} days are too few to be put together in another way.`,
    resampled: (f) =>
      `Had the same days come in another mixture, it would have lost money with a probability of ${f.chance("loss")}. In nine of ten cases a year brings ${f.number("cagrLow", "signedShare")} to ${f.number("cagrHigh", "signedShare")}, the Sharpe ratio is ${f.number("sharpeLow", "ratio")} to ${f.number("sharpeHigh", "ratio")}; one in twenty falls by more than ${f.number("drawdownHigh", "share")}.`,
  },
  starts: {
    fewDays: (f) => `${f.number("days", "count")} days are too few to begin on other ones.`,
    allProfitable: (f) =>
      `It is profitable on whichever of ${f.number("runs", "count")} days and spans it begins; the worst half of the time (from ${f.day("worstStartMs")}) made ${f.number("worst", "signedShare")}.`,
    someLose: (f) =>
      `Begun on other days it is profitable in ${runs(f)} runs: ${f.chance("toEnd")} of those to the end, ${f.chance("sameLength")} of those over half of the time. The worst (${f.day("worstStartMs")} to ${f.day("worstEndMs")}) made ${f.number("worst", "signedShare")}.`,
  },
  transfer: {
    notGiven: () => "No other market was given to try it on (--other-data).",
    refused: () => "It cannot be run on the other markets.",
    allProfitable: (f) =>
      `It is profitable on ${runs(f)} other markets; the worst is ${f.raw("worst")} with ${f.number("worstReturn", "signedShare")}.`,
    someLose: (f) =>
      `It is profitable on ${runs(f)} other markets; the worst is ${f.raw("worst")} with ${f.number("worstReturn", "signedShare")}.`,
  },
};

export const TRUST_EN: TrustTexts = {
  parts: {
    run: "The run itself",
    luck: "Luck",
    forward: "Out of sample",
    neighbourhood: "Nearby parameters",
    stress: "A worse exchange",
    fills: "Other assumptions about fills",
    paths: "Other paths inside bars",
    bootstrap: "Other mixtures of the same days",
    starts: "Other beginnings",
    transfer: "Other markets",
  },
  grades: { fatal: "fatal", weak: "weak", fair: "fair", strong: "strong" },
  notExamined: "not examined",
  verdicts: {
    fatal: "Do not trust it.",
    weak: "Doubtful: do not put money on it before its weak points are mended.",
    fair: "It holds up, with reservations.",
    strong: "It holds up against everything that was tried.",
  },
  stresses: STRESSES,
  models: MODELS,
  rules: RULES,
  reasons: REASONS,
};
