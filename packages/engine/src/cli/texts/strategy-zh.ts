/** `perpmill strategy` 的文字，中文。 */
import type { CliTexts } from "./en.js";

export const STRATEGY_ZH: CliTexts["strategies"] = {
  commands: {
    new: "写出一份可运行的策略，附测试与配置",
    check: "编译策略并显示其参数，或指出错误",
    build: "把策略编译为一个 WebAssembly 模块",
  },
  arguments: {
    name: "小写名称，例如 my-maker",
    file: "策略源文件（.ts）",
  },
  options: {
    out: "写出的模块（默认：源文件名加 .wasm）",
  },
  badName: (name) => `${name} 不能作为策略名称`,
  badNameHint: "请用小写字母、数字与连字符，例如 my-maker。",
  noOverwriteHint: "策略文件从不被覆盖：请换一个名称或文件夹。",
  next: "接下来：",
  fine: (name, hash) => `${name} 没有问题 · user:${hash}`,
  built: (file, bytes) => `已写出 ${file}，${bytes} 字节`,
  lookAt: "断点调试：npm install --save-dev @perpmill/engine typescript vitest",
};
