/** 标签页内引擎的文字：出错原因，以及与服务器是否一致。中文。 */
import type { benchEn } from "./bench-en";

export const benchZh: typeof benchEn = {
  check: {
    start: "与服务器比对",
    waiting: "服务器正在计算…",
    same: "服务器得到相同的哈希",
    different: "服务器得到不同的哈希：{hash}",
    look: "查看该次运行",
  },
  tabError: {
    ENGINE_STOPPED: "本标签页的引擎崩溃，已重新启动。",
    OUT_OF_MEMORY: "浏览器没有足够的内存。",
    FILE_CHANGED: "文件已无法读取。",
    STRATEGY_STUCK: "策略的一步运行没有结束。",
  },
  tabErrorHint: {
    ENGINE_STOPPED: "再试一次时会重新读取已打开的 K 线。",
    OUT_OF_MEMORY: "请缩短区间、关闭其他标签页，或在服务器上运行。",
    FILE_CHANGED: "文件在选择之后被移动、修改或锁定，请重新选择。",
    STRATEGY_STUCK: "请检查是否有死循环。再试一次时会重新读取已打开的 K 线。",
  },
};
