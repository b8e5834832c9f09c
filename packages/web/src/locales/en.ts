/** Words of the app, English. The other language has the same keys. */

import { benchEn } from "./bench-en";
import { enServer } from "./en-server";
import { inspectorEn } from "./inspector-en";
import { marketEn } from "./market-en";
import { metricsEn } from "./metrics-en";
import { resultEn } from "./result-en";
import { shellEn } from "./shell-en";
import { strategiesEn } from "./strategies-en";
import { systemEn } from "./system-en";
import { tradesEn } from "./trades-en";
import { verdictEn } from "./verdict-en";

export const en = {
  ...enServer,
  ...benchEn,
  ...shellEn,
  ...systemEn,
  app: { skip: "Skip to the content" },
  nav: {
    label: "Pages",
    run: "Run",
    sweeps: "Sweeps",
    strategies: "Strategies",
    history: "History",
    market: "Market",
    data: "Data",
    system: "System",
    settings: "Settings",
    profile: "You",
    account: "Account",
  },
  common: {
    cancel: "Cancel",
    retry: "Try again",
    close: "Close",
    loading: "Loading…",
    delete: "Delete",
    name: "Name",
    password: "Password",
  },
  run: {
    go: "Run",
    stop: "Stop",
    drop: "Drop K-line files here",
    dropHelp: "CSV, gzip, zip, Parquet, Feather or JSON. They stay in this tab.",
    choose: "Choose files",
    sample: "Try five synthetic years",
    synthetic: "SYNTHETIC DATA",
    bars: "{count} bars",
    reading: "Reading",
    computing: "Computing",
    speed: "{ms} ms · {rate} M bars/s",
    where: "Computed in this tab",
    kept: "Kept in the history",
    notKept: "Not kept: this browser has no room, or lets nothing be kept",
    pin: "Pin",
    unpin: "Remove pin",
    copyConfig: "Copy configuration",
    copied: "Copied",
    hash: "Result",
    equity: "Equity",
    drawdown: "Drawdown",
    inventory: "Inventory",
    pinned: "pinned",
    log: "log",
    warnings: "What to know about this result",
    inspector: "Parameters",
    strategy: "Strategy",
    account: "Account",
    instrument: "Instrument",
    initialBalance: "Initial balance",
    leverage: "Leverage",
    live: "Run while I move",
  },
  result: resultEn,
  market: marketEn,
  trades: tradesEn,
  strategies: strategiesEn,
  inspector: inspectorEn,
  metricInfo: metricsEn,
  verdict: verdictEn,
  metricGroup: {
    return: "Return",
    risk: "Risk",
    trading: "Trading",
    profit: "Where the profit comes from",
    trust: "How far to trust it",
  },
  metric: {
    totalReturn: "Return",
    sharpe: "Sharpe",
    maxDrawdown: "Max drawdown",
    fills: "Fills",
    winRate: "Win rate",
    spreadPnl: "Spread",
    inventoryPnl: "Inventory",
    fees: "Fees",
    ambiguousFillShare: "Ambiguous",
    finalEquity: "Final equity",
  },
  failure: {
    offline: "The server does not answer.",
  },
};

export type Messages = typeof en;
