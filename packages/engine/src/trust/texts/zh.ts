/** What a verdict says, Chinese. */
import type { Facts, ReasonTexts, TrustTexts } from "./words.js";

const STRESSES: TrustTexts["stresses"] = {
  makerFee: "挂单费率提高 1 bp",
  takerFee: "吃单费率提高 1 bp",
  slippage: "滑点增加 2 个最小变动价位",
  noRebate: "没有返佣",
  funding: "资金费率加倍",
  refresh: "报价刷新频率减半",
  everything: "全部小变化同时发生",
  makerFeeHard: "费率提高 3 bp",
  slippageHard: "滑点增加 10 个最小变动价位",
  fundingHard: "资金费率变为五倍",
};

const MODELS: TrustTexts["models"] = {
  direction: "按方向",
  nearest: "较近的极值先到",
  lowFirst: "先低后高",
  highFirst: "先高后低",
  random: "随机顺序",
  bridge: "随机桥",
  trades: "逐笔成交",
};

const RULES: TrustTexts["rules"] = { touch: "触及限价", through: "穿过限价" };

function stress(facts: Facts, name: string): string {
  return facts.word(name, STRESSES);
}

function runs(facts: Facts): string {
  return `${facts.number("runs", "count")} 次中有 ${facts.number("profitable", "count")} 次`;
}

function steepest(facts: Facts): string {
  if (facts.raw("steepPath") === null) return "";
  const slope = facts.number("steepSlope", "signedShare");
  return `影响最大的是 ${facts.field("steepPath")}：每增加 10 %，得分变化 ${slope}。`;
}

function neighbours(facts: Facts): string {
  const kept = facts.number("kept", "count");
  const all = facts.number("neighbours", "count");
  const median = facts.number("median", "ratio");
  const own = facts.number("own", "ratio");
  return `参数相差不超过 20 % 的 ${all} 个配置中，${kept} 个盈利且至少保有其得分的一半（它们的中位数为 ${median}，本配置为 ${own}；${facts.chance("better")} 比它更好）。${steepest(facts)}`;
}

function fillsWorst(facts: Facts): string {
  const cap = facts.raw("worstCap");
  const held =
    cap === null ? "不限成交量占比" : `最多占成交量的 ${facts.number("worstCap", "share")}`;
  return `最差为 ${facts.number("worst", "signedShare")}（路径 ${facts.word("worstModel", MODELS)}，成交规则 ${facts.word("worstRule", RULES)}，${held}）；自身假设下为 ${facts.number("own", "signedShare")}。`;
}

function length(facts: Facts): string {
  return `${facts.number("days", "count")} 天内收益 ${facts.number("totalReturn", "signedShare")}，成交 ${facts.number("fills", "count")} 次（夏普比率 ${facts.number("sharpe", "ratio")}，最大回撤 ${facts.number("maxDrawdown", "share")}）。`;
}

function luckNumbers(facts: Facts): string {
  return `${facts.number("days", "count")} 天的夏普比率为 ${facts.number("sharpe", "ratio")}，真实值高于 0 的概率为 ${facts.chance("probabilisticSharpe")}`;
}

function tries(facts: Facts): string {
  if (facts.raw("triesToExplain") === null) return "";
  return `大约尝试 ${facts.number("triesToExplain", "count")} 次，仅凭运气就能得到同样好的结果。`;
}

function deflated(facts: Facts): string {
  return `共尝试了 ${facts.number("tried", "count")} 个配置，仅凭运气其中最好者的夏普比率就会达到 ${facts.number("expectedSharpe", "ratio")}。本配置为 ${facts.number("sharpe", "ratio")}，其真实值高于运气所致的概率为 ${facts.chance("deflatedSharpe")}。`;
}

function forward(facts: Facts): string {
  const rank =
    facts.raw("meanRankShare") === null
      ? ""
      : `在样本外，所选者位于全部尝试的 ${facts.number("meanRankShare", "share")} 处（0 % 为最优，50 % 等于碰运气）。`;
  const left =
    facts.raw("efficiency") === null
      ? ""
      : `，年化为训练时的 ${facts.number("efficiency", "share")}`;
  return `在 ${facts.number("folds", "count")} 段检验之前各用此前的数据重新选择，在没有见过的日子里收益 ${facts.number("totalReturn", "signedShare")}${left}（夏普比率 ${facts.number("sharpe", "ratio")}，高于 0 的概率为 ${facts.chance("probability")}；最大回撤 ${facts.number("maxDrawdown", "share")}；${facts.number("winning", "count")} 段盈利）。${rank}`;
}

const REASONS: ReasonTexts = {
  run: {
    liquidated: (f) => `成交 ${f.number("fills", "count")} 次后账户被强平，其余都不必再看。`,
    noFills: () => "没有一张订单成交，无从谈起可信与否。",
    loses: (f) =>
      `亏损：${f.number("days", "count")} 天内收益 ${f.number("totalReturn", "signedShare")}。`,
    stopped: (f) => `触及自身的限制而提前停止。${length(f)}`,
    fewDays: (f) => `${length(f)}时间太短，没有经历过多种行情。`,
    fewFills: (f) => `${length(f)}成交次数太少，其平均值并不可靠。`,
    long: length,
  },
  luck: {
    fewDays: (f) => `不足 ${f.number("days", "count")} 天，或每天收益都相同，无法判断运气的成分。`,
    untold: (f) =>
      `没有说明选出它之前尝试过多少个配置，因此不能排除运气。${luckNumbers(f)}（假定只试过这一个）。${tries(f)}`,
    alone: (f) => `只尝试过这一个配置。${luckNumbers(f)}。`,
    deflated,
    study: (f) =>
      `${deflated(f)}选出它的研究本身不支持这一选择：在 ${f.chance("overfitting")} 的划分中，一半日子里的最优者在另一半里不比中位数好；若所有配置都毫无收益，出现同样好的最优者的概率为 ${f.chance("superior")}。`,
  },
  forward: {
    notGiven: () => "没有给出滚动检验，因此不知道这样选择参数在此后的日子里结果如何。",
    loses: (f) => `${forward(f)}这样选择参数，在没有见过的日子里是亏损的。`,
    chance: (f) => `${forward(f)}这不比随机取一次尝试更好。`,
    earns: forward,
  },
  neighbourhood: {
    noParameters: () => "该策略没有可以移动的数值参数。",
    losing: (f) =>
      `它自己就亏损；参数相差不超过 20 % 的 ${f.number("neighbours", "count")} 个配置中有 ${f.number("profitable", "count")} 个不亏损。${steepest(f)}`,
    plateau: (f) => `处在平台上：${neighbours(f)}`,
    slope: (f) => `处在斜坡上：${neighbours(f)}`,
    peak: (f) => `处在孤立的尖峰上：${neighbours(f)}`,
  },
  stress: {
    losing: (f) =>
      `不加任何压力就已亏损：成交额的 ${f.number("roomBps", "signedBps")}。最差的压力是${stress(f, "worst")}：${f.number("worstReturn", "signedShare")}。`,
    mildAlone: (f) =>
      `一个小小的变化就会使盈利变成亏损：${stress(f, "first")}时收益为 ${f.number("firstReturn", "signedShare")}，而不是 ${f.number("own", "signedShare")}。它的全部利润只是成交额的 ${f.number("roomBps", "signedBps")}。`,
    mildTogether: (f) =>
      `能承受每一个单独的小变化，但不能承受全部同时发生：那时收益为 ${f.number("everything", "signedShare")}。利润为成交额的 ${f.number("roomBps", "signedBps")}。`,
    hard: (f) =>
      `能承受小变化（全部同时发生时为 ${f.number("everything", "signedShare")}），但不能承受${stress(f, "first")}：那时收益为 ${f.number("firstReturn", "signedShare")}。利润为成交额的 ${f.number("roomBps", "signedBps")}。`,
    bears: (f) =>
      `在手续费、滑点、资金费率和报价迟缓的全部 ${f.number("runs", "count")} 种压力下都保持盈利；小变化同时发生时 ${f.number("own", "signedShare")} 变为 ${f.number("everything", "signedShare")}，最差的是${stress(f, "worst")}：${f.number("worstReturn", "signedShare")}。`,
  },
  fills: {
    allProfitable: (f) =>
      `在全部 ${f.number("runs", "count")} 种成交假设下都盈利，其中 ${f.chance("holding")} 至少保有得分的一半。${fillsWorst(f)}`,
    someLose: (f) =>
      `不同的成交假设下，${runs(f)}盈利；仅凭 K 线无法知道哪一种是真的。${fillsWorst(f)}`,
  },
  paths: {
    same: (f) =>
      `沿同样的 K 线换用 ${f.number("runs", "count")} 条其他价格路径（随机顺序与随机桥），成交的订单完全相同：${f.number("own", "signedShare")}。`,
    drawn: (f) =>
      `沿同样的 K 线换用其他价格路径，${runs(f)}盈利（随机顺序 ${f.chance("random")}；最接近真实成交的随机桥 ${f.chance("bridge")}，中位数 ${f.number("bridgeMedian", "signedShare")}；自身路径为 ${f.number("own", "signedShare")}）。最差为 ${f.number("worst", "signedShare")}。`,
  },
  bootstrap: {
    fewDays: (f) => `${f.number("days", "count")} 天太少，无法重新组合。`,
    resampled: (f) =>
      `若同样的日子以另一种组合出现，亏损的概率为 ${f.chance("loss")}。十次中有九次年化收益在 ${f.number("cagrLow", "signedShare")} 与 ${f.number("cagrHigh", "signedShare")} 之间，夏普比率在 ${f.number("sharpeLow", "ratio")} 与 ${f.number("sharpeHigh", "ratio")} 之间；二十次中有一次回撤超过 ${f.number("drawdownHigh", "share")}。`,
  },
  starts: {
    fewDays: (f) => `${f.number("days", "count")} 天太少，无法换一天开始。`,
    allProfitable: (f) =>
      `无论从 ${f.number("runs", "count")} 个起始日和时段中的哪一个开始都盈利；最差的一半时间（自 ${f.day("worstStartMs")} 起）收益为 ${f.number("worst", "signedShare")}。`,
    someLose: (f) =>
      `换一天开始，${runs(f)}盈利：运行到末尾的有 ${f.chance("toEnd")}，运行一半时间的有 ${f.chance("sameLength")}。最差的一段（${f.day("worstStartMs")} 至 ${f.day("worstEndMs")}）收益为 ${f.number("worst", "signedShare")}。`,
  },
  transfer: {
    notGiven: () => "没有给出其他市场的数据（--other-data）。",
    refused: () => "无法在其他市场上运行。",
    allProfitable: (f) =>
      `在其他市场上，${runs(f)}盈利；最差的是 ${f.raw("worst")}：${f.number("worstReturn", "signedShare")}。`,
    someLose: (f) =>
      `在其他市场上，${runs(f)}盈利；最差的是 ${f.raw("worst")}：${f.number("worstReturn", "signedShare")}。`,
  },
};

export const TRUST_ZH: TrustTexts = {
  parts: {
    run: "回测本身",
    luck: "运气",
    forward: "样本外",
    neighbourhood: "邻近的参数",
    stress: "更差的交易条件",
    fills: "其他成交假设",
    paths: "K 线内的其他路径",
    bootstrap: "同样日子的其他组合",
    starts: "其他起始日",
    transfer: "其他市场",
  },
  grades: { fatal: "致命", weak: "薄弱", fair: "尚可", strong: "稳固" },
  notExamined: "未检验",
  verdicts: {
    fatal: "不可信。",
    weak: "存疑：在补上薄弱之处以前，不要投入资金。",
    fair: "站得住脚，但有保留。",
    strong: "经受住了全部检验。",
  },
  stresses: STRESSES,
  models: MODELS,
  rules: RULES,
  reasons: REASONS,
};
