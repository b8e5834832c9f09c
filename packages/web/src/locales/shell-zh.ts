/** 页面框架的文字，中文。 */
import type { shellEn } from "./shell-en";

export const shellZh: typeof shellEn = {
  shell: {
    search: "搜索",
    searchHelp: "命令、页面、数据集、运行记录、指标、参数",
    nothing: "没有找到。",
    keys: "快捷键",
    keysHelp: "这里的一切也都能搜索到。",
    more: "更多",
    reload: "重新载入",
    newVersion: "有新版本。",
    move: "移动",
    choose: "选择",
    leave: "关闭",
  },
  commandGroup: {
    go: "前往",
    run: "运行",
    look: "应用",
    data: "数据集",
    runs: "运行记录",
    local: "本浏览器中的结果",
    metrics: "指标",
    parameters: "参数",
  },
  command: {
    search: "搜索任何内容",
    help: "显示快捷键",
    theme: "切换深色与浅色",
    language: "中文 / English",
    run: "运行当前配置",
    stop: "取消运行",
    pin: "固定曲线，或取消固定",
    live: "拖动参数时即时运行，或不运行",
  },
};
