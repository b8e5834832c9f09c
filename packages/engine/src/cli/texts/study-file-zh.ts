/** Words about files of studies, Chinese. */
import type { CliTexts } from "./en.js";

export const STUDY_FILE_ZH: CliTexts["studies"] = {
  noSearch: (kind) => `${kind} 类的研究没有最优配置`,
  noSearchHint: "请给出配置，或扫描、搜索的 JSON。",
  noBest: "其中没有一个配置可以作为最优",
  noBestHint: "请换用其他范围或条件，重新运行该研究。",
};
