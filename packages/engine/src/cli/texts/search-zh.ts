/** Words of `perpmill optimise`, Chinese. */
import type { CliTexts } from "./en.js";

export const SEARCH_ZH: CliTexts["searches"] = {
  command: "按目标寻找最优参数",
  placeholders: { space: "路径=取值", objective: "[min:|max:]表达式", penalty: "权重:条件" },
  options: {
    space: "一个参数及其搜索范围：起:止[:log]、起:止:步长 或 A,B,C；可重复",
    objective:
      "寻找什么：一个指标，或 'sharpe - 0.1 * account.leverage' 这样的表达式；给出多个则得到帕累托前沿",
    penalty: "条件不满足时，目标变差的量为权重乘以差距，如 '5: maxDrawdown <= 0.3'；可重复",
    require: "结果必须满足的条件，如 'fills >= 100'；可重复",
    method: "搜索方法（默认 tpe；多个目标时为 nsga-2）",
    budget: "试验次数；对 hyperband 是整段运行的次数，折合成更多的短段试验（默认 200）",
    seed: "搜索的随机种子（默认 0）",
    top: "显示几次试验（默认 10）",
    out: "把所有试验边算边写到这里：.csv、.json 或 .parquet",
    saveBest: "把最优试验的配置写到这里",
  },
  weight: "权重（如 5）、冒号和条件",
  running: "搜索中",
  title: (method, trials) => `参数搜索（${method}）：${trials} 次试验`,
  infeasible: (count) => `不可行 ${count}`,
  repeated: (count) => `重复询问 ${count}`,
  shortened: (count, runs) => `其中 ${count} 次只用部分时间，共折合 ${runs} 次整段运行`,
  exhausted: "空间中已没有更多的点，预算没有用完。",
  best: (objective) => `${objective} 最优`,
  least: (objective) => `${objective} 最小`,
  front: (count) => `帕累托前沿：${count} 次未被其他试验超越`,
  objective: "目标",
  foundAt: (trial) => `最优的是第 ${trial} 次试验。`,
  noBest: "没有可行的试验：请放宽 --require，或换一个范围。",
  noBestToSave: "没有可行的试验，因此没有最优配置可写",
  noBestToSaveHint: "请放宽 --require，或换一个范围。",
  refused: (trial, problem) =>
    `第 ${trial} 次试验无法运行：${problem}。可用 --where 排除这样的点。`,
};
