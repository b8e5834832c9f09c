/** Examples that the help of each command shows. */
import type { CliTexts } from "./texts/en.js";

type Example = readonly [line: string, note: keyof CliTexts["exampleNotes"]];

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  perpmill: [
    ["perpmill demo", "demo"],
    ["perpmill init config.json", "init"],
    ["perpmill run config.json --data ETHUSDT-1m-2024-01.zip", "run"],
  ],
  run: [
    ["perpmill run config.json --data bars.csv.gz", "run"],
    [
      "perpmill run config.json --data bars.zip --out result.json --trades trades.csv --equity equity.csv",
      "runFiles",
    ],
    ["perpmill run config.json --data bars.zip --set strategy.bidSpread=0.003", "runSet"],
    [
      "perpmill run config.json --data 'klines/*.zip' --mark mark.zip --funding funding.csv",
      "runMonths",
    ],
    ["perpmill run config.json --data bars.zip --json", "json"],
    ["perpmill run config.json --data ETHUSDT --follow --out result.json", "runFollow"],
  ],
  sweep: [
    [
      "perpmill sweep config.json --data ETHUSDT --axis strategy.bidSpread=0.001:0.01:0.0005 --axis account.leverage=3,5,10",
      "sweep",
    ],
    [
      "perpmill sweep config.json --data ETHUSDT --axis strategy.bidSpread=0.0005:0.05:log --axis strategy.askSpread=0.0005:0.05:log --sample 10000 --out rows.parquet",
      "sweepSample",
    ],
    [
      "perpmill sweep config.json --data bars.zip --axis strategy.bidSpread=0.001,0.002 --axis strategy.askSpread=0.001,0.002 --where 'strategy.askSpread >= strategy.bidSpread'",
      "sweepWhere",
    ],
  ],
  "walk-forward": [
    [
      "perpmill walk-forward config.json --data ETHUSDT --axis strategy.bidSpread=0.001:0.01:0.0005 --train 365 --test 90",
      "walkForward",
    ],
    [
      "perpmill walk-forward config.json --data ETHUSDT --axis strategy.bidSpread=0.0005:0.02:log --axis strategy.askSpread=0.0005:0.02:log --budget 200 --scheme anchored --out walk.json",
      "walkForwardSearch",
    ],
  ],
  "k-fold": [
    [
      "perpmill k-fold config.json --data ETHUSDT --axis strategy.bidSpread=0.001:0.01:0.0005 --folds 6 --purge 2 --embargo 5",
      "kFold",
    ],
  ],
  splits: [
    ["perpmill splits config.json --data ETHUSDT", "splits"],
    ["perpmill splits config.json --data ETHUSDT --by year --json", "json"],
  ],
  trust: [
    ["perpmill trust config.json --data ETHUSDT --tried 1", "trust"],
    ["perpmill trust search.json --data ETHUSDT --other-data BTCUSDT=BTCUSDT", "trustStudy"],
    ["perpmill trust config.json --data ETHUSDT --json", "json"],
  ],
  risk: [
    ["perpmill risk config.json --data ETHUSDT", "risk"],
    ["perpmill risk config.json --data ETHUSDT --probability 0.005 --horizon 90", "riskHorizon"],
    ["perpmill risk config.json --data ETHUSDT --json", "json"],
  ],
  optimise: [
    [
      "perpmill optimise config.json --data ETHUSDT --space strategy.bidSpread=0.001:0.02:log --space strategy.askSpread=0.001:0.02:log --space account.leverage=2,3,5,10 --objective sharpe --budget 500",
      "optimise",
    ],
    [
      "perpmill optimise config.json --data ETHUSDT --space strategy.bidSpread=0.001:0.02:log --objective 'totalReturn - maxDrawdown' --penalty '5: maxDrawdown <= 0.3' --require 'fills >= 1000' --method cma-es --save-best best.json",
      "optimisePenalty",
    ],
    [
      "perpmill optimise config.json --data ETHUSDT --space strategy.bidSpread=0.001:0.02:log --objective totalReturn --objective maxDrawdown --method nsga-2 --out trials.parquet",
      "optimiseFront",
    ],
  ],
  demo: [
    ["perpmill demo", "demo"],
    ["perpmill demo --bars 525600 --seed 7 --json", "json"],
  ],
  init: [
    ["perpmill init", "init"],
    ["perpmill init levels.json --strategy pure-maker", "initStrategy"],
  ],
  report: [
    ["perpmill run config.json --data bars.zip --out result.json", "runFiles"],
    ["perpmill report result.json --out report.html", "report"],
  ],
  envelope: [["perpmill envelope config.json --data bars.zip", "envelope"]],
  calibrate: [
    ["perpmill calibrate config.json --trades ETHUSDT-aggTrades-2024-10-18.zip", "calibrate"],
  ],
  strategies: [
    ["perpmill strategies", "list"],
    ["perpmill strategies dual-maker", "one"],
  ],
  strategy: [
    ["perpmill strategy new my-maker", "strategyNew"],
    ["perpmill strategy check my-maker.ts", "strategyCheck"],
    ["perpmill run my-maker.json --data bars.zip", "strategyRun"],
  ],
  "strategy new": [
    ["perpmill strategy new my-maker", "strategyNew"],
    ["perpmill run my-maker.json --data bars.zip", "strategyRun"],
  ],
  "strategy check": [
    ["perpmill strategy check my-maker.ts", "strategyCheck"],
    ["perpmill strategy check my-maker.ts --json", "json"],
  ],
  "strategy build": [
    ["perpmill strategy build my-maker.ts", "strategyBuild"],
    ["perpmill run config.json --strategy my-maker.wasm --data bars.zip", "strategyRun"],
  ],
  instruments: [
    ["perpmill instruments", "list"],
    ["perpmill instruments ETHUSDT", "one"],
  ],
  data: [
    ["perpmill data download ETHUSDT --from 2020-01 --to 2024-12", "dataYears"],
    ["perpmill data add 'klines/ETHUSDT-1m-*.zip'", "add"],
    ["perpmill data list", "dataSets"],
    ["perpmill run config.json --data ETHUSDT", "byName"],
  ],
  "data list": [["perpmill data list --json", "json"]],
  "data add": [
    ["perpmill data add 'klines/ETHUSDT-1m-*.zip'", "add"],
    ["perpmill data add funding.csv --kind funding --symbol ETHUSDT", "addFunding"],
    ["perpmill data add candles.h5 --symbol ETHUSDT --table /df", "addTable"],
  ],
  "data remove": [["perpmill data remove um/ETHUSDT/1m", "removeOne"]],
  "data path": [["perpmill data path ETHUSDT", "whereIs"]],
  "data check": [
    ["perpmill data check ETHUSDT-1m-2024-01.zip", "check"],
    ["perpmill data check ETHUSDT --mark ETHUSDT --funding ETHUSDT --svg coverage.svg", "checkAll"],
    ["perpmill data check perp.zip --against spot.csv.gz --json", "json"],
  ],
  cache: [
    ["perpmill cache status", "cacheStatus"],
    ["perpmill cache clear --older-than 30d", "cacheClear"],
  ],
  "cache status": [["perpmill cache status --json", "json"]],
  "cache clear": [
    ["perpmill cache clear --older-than 30d", "cacheClear"],
    ["perpmill cache clear --max-size 5GB", "cacheTrim"],
  ],
  "cache rebuild": [["perpmill cache rebuild", "cacheRebuild"]],
  "cache verify": [["perpmill cache verify", "cacheVerify"]],
  schema: [["perpmill schema > perpmill.schema.json", "schema"]],
  "instruments import": [
    ["perpmill instruments import exchangeInfo.json", "rulesInfo"],
    ["perpmill instruments import brackets.json.gz --date 2024-05-01", "rulesTiers"],
  ],
  "data download": [
    ["perpmill data download ETHUSDT --from 2020-01 --to 2024-12", "dataYears"],
    ["perpmill data download ETHUSDT --exchange okx --from 2024-01", "dataExchange"],
    ["perpmill data download ETHUSDT --from 2024 --kinds klines,mark,funding", "dataKinds"],
    [
      "perpmill data download BTCUSDT --from 2024-01 --to 2024-01 --archive-url https://mirror.example",
      "dataMonth",
    ],
  ],
};

/** The examples of a command as lines under a title; empty when it has none. */
export function examplesText(command: string, texts: CliTexts): string {
  const examples = EXAMPLES[command] ?? [];
  if (examples.length === 0) return "";
  const lines = examples.map(([line, note]) => `  # ${texts.exampleNotes[note]}\n  ${line}`);
  return `\n${texts.examples}\n${lines.join("\n")}`;
}
