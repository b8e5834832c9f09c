/** The AssemblyScript around a user's class: a class of run with just the hooks that the user's has. */
import type { ReadStrategy } from "./read-source.js";

/** Path of the user's file in the program, without extension; messages name the real file. */
export const USER_PATH = "strategy";
/** Path of the file that this module writes. */
export const ENTRY_PATH = "~lib/perpmill/entry";
/** The library's module that users import. */
export const STRATEGY_MODULE = "@perpmill/engine/strategy";

const VALUES = {
  f64: (slot: number) => `parameter(this, ${slot})`,
  i32: (slot: number) => `<i32>parameter(this, ${slot})`,
  bool: (slot: number) => `parameter(this, ${slot}) != 0`,
} as const;

const REACH = "strategy().bidReach(), strategy().askReach()";

function quoteHook(reaches: boolean): string[] {
  const hold = reaches
    ? [
        "    if (this.layer == LAYER_PLAIN) {",
        "      viewReach(this, REACH_HELD);",
        `      holdToReach(this, ${REACH});`,
        "    } else holdToQuoted(this);",
      ]
    : [];
  return [
    "  quote(multiplier: f64, noBuy: bool, noSell: bool): void {",
    ...hold,
    "    viewQuote(this, multiplier, noBuy, noSell);",
    "    strategy().quote();",
    "    endQuote();",
    "  }",
  ];
}

function reachHook(reaches: boolean): string[] {
  if (!reaches) return ["  alwaysQuotes(): bool {", "    return true;", "  }"];
  return [
    "  narrowReach(near: f64): void {",
    "    keepNear(this, near);",
    "  }",
    "  updateReach(): void {",
    "    viewReach(this, REACH_AHEAD);",
    `    setUserReach(this, ${REACH});`,
    "  }",
  ];
}

function beginHook({ className, fields, hooks }: ReadStrategy): string[] {
  return [
    "  begin(): void {",
    "    beginUser(this);",
    `    const made = new ${className}();`,
    ...fields.map(({ name, type }, slot) => `    made.${name} = ${VALUES[type](slot)};`),
    "    keepStrategy(changetype<usize>(made));",
    ...(hooks.has("start") ? ["    made.start();"] : []),
    "  }",
  ];
}

const FILLED_HOOK = [
  "  filled(kind: i32, buy: bool, lots: f64, price: f64, whole: bool): void {",
  "    viewFill(this, price);",
  "    strategy().filled(kind, buy, View.price, lots * this.stepSize, whole);",
  "  }",
];

const BAR_HOOK = [
  "  afterBar(i: i32): void {",
  "    viewBar(this, i);",
  "    strategy().onBar();",
  "  }",
];

/** Text of the entry file for a strategy. */
export function entrySource(strategy: ReadStrategy): string {
  const { className, hooks } = strategy;
  const reaches = hooks.has("bidReach");
  return [
    `import { ${className} } from "../../${USER_PATH}";`,
    'import { LAYER_PLAIN, parameter, Run } from "./assembly/layout";',
    "import { advanceUser, beginUser, finishUser, holdToQuoted, holdToReach, keepStrategy, setUserReach, startUser } from",
    '  "./assembly/user/kernel";',
    "import { endQuote, keepNear, REACH_AHEAD, REACH_HELD, strategyAddress, View, viewBar, viewFill, viewQuote, viewReach } from",
    '  "./assembly/user/view";',
    'export { setHeap } from "./assembly/user/kernel";',
    "// @ts-ignore: decorator",
    "@inline",
    `function strategy(): ${className} {`,
    `  return changetype<${className}>(strategyAddress());`,
    "}",
    "@unmanaged",
    "class UserMaker extends Run {",
    "  dated(): void {}",
    ...beginHook(strategy),
    ...reachHook(reaches),
    ...(hooks.has("onBar") ? BAR_HOOK : []),
    ...(hooks.has("filled") ? FILLED_HOOK : []),
    ...quoteHook(reaches),
    "}",
    "export function start(run: usize): i32 {",
    "  return startUser<UserMaker>(run);",
    "}",
    "export function advance(run: usize, bars: i32): i32 {",
    "  return advanceUser<UserMaker>(run, bars);",
    "}",
    "export function finish(run: usize): void {",
    "  finishUser(run);",
    "}",
    "",
  ].join("\n");
}
