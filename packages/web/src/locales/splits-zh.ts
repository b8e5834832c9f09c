/** 分段检验的文字，中文。随页面载入。 */
import type { SplitsWords } from "./splits-en";

export const splitsZh: SplitsWords = {
  title: "结果靠哪一段时间？",
  empty: "把整段回测按日历切开，每一段再从空仓单独回测。若结果只靠某个走运的月份，在这里一目了然。",
  later: "各段全部回测完后显示。",
  by: "分段",
  name: {
    month: "按月",
    quarter: "按季",
    "half-year": "按半年",
    year: "按年",
    halves: "前后两半",
  },
  winning: "盈利的段数",
  winningHelp: "整段回测在其中赚钱的段",
  half: "一半盈利来自",
  halfHelp: "贡献了全部盈利一半的最少段数：段数越少越集中",
  withoutBest: "去掉最好一段",
  withoutBestHelp: "去掉最好一段后的总收益",
  sureHelp: "整段的真实夏普比率大于 0 的概率，假定此外没有试过别的。",
  stopped: "已停止。",
  windows: "各段时间",
  part: "段",
  time: "时间",
  profit: "盈亏",
  own: "单独{metric}",
  open: "打开 {name} 单独的回测",
};
