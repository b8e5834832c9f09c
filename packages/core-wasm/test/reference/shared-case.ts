/** Reads a shared case: configuration with defaults filled in, bars, mark and funding as columns. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  ReferenceConfig,
  ReferenceFunding,
  ReferenceInput,
  ReferenceMark,
} from "../../reference/index.js";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Rows of a CSV file as objects of texts by column name. */
export function readCsv(path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  });
}

/** A JSON file as an object. */
export function readJson(path: string): JsonObject {
  return JSON.parse(readFileSync(path, "utf8")) as JsonObject;
}

function section(config: JsonObject, name: string): JsonObject {
  const value = config[name];
  return value === undefined || value === null ? {} : (value as JsonObject);
}

function num<D extends number | null>(object: JsonObject, name: string, fallback: D): number | D {
  const value = object[name];
  return value === undefined || value === null ? fallback : Number(value);
}

/** A configuration file of semantics 10 with every default filled in. */
export function normalise(
  raw: JsonObject,
  intervalMs: number,
  hasFundingFile: boolean,
): ReferenceConfig {
  const instrument = section(raw, "instrument");
  const account = section(raw, "account");
  const path = section(raw, "path");
  const fills = section(raw, "fills");
  const funding = section(raw, "funding");
  const rebate = section(raw, "rebate");
  const risk = section(raw, "risk");
  const volatility = section(raw, "volatility");
  const strategy = section(raw, "strategy");
  const isDual = strategy.name === "dual-maker";
  const stepSize = Number(instrument.stepSize);
  const tiers = (instrument.tiers ?? []) as JsonObject[];
  const size = strategy.size as JsonObject;
  return {
    instrument: {
      symbol: (instrument.symbol ?? null) as string | null,
      tickSize: Number(instrument.tickSize),
      stepSize,
      minQty: num(instrument, "minQty", stepSize),
      minNotional: num(instrument, "minNotional", 0),
      maxOrderQty: num(instrument, "maxOrderQty", null),
      contractSize: num(instrument, "contractSize", 1),
      makerFee: num(instrument, "makerFee", 0.0002),
      takerFee: num(instrument, "takerFee", 0.0005),
      liquidationFee: num(instrument, "liquidationFee", 0),
      tiers: tiers.map((tier) => ({
        notionalCap: num(tier, "notionalCap", null),
        maxLeverage: Number(tier.maxLeverage),
        maintenanceRate: Number(tier.maintenanceRate),
        maintenanceAmount: Number(tier.maintenanceAmount),
      })),
    },
    account: {
      initialBalance: Number(account.initialBalance),
      leverage: num(account, "leverage", 1),
      positionMode: (account.positionMode ?? (isDual ? "hedge" : "oneWay")) as "hedge" | "oneWay",
      marginBasis: (account.marginBasis ?? "sides") as "sides" | "net",
      marginBuffer: num(account, "marginBuffer", 1),
    },
    path: {
      model: (path.model ?? "direction") as ReferenceConfig["path"]["model"],
      seed: (path.seed ?? 0) as number | string,
    },
    fills: {
      rule: (fills.rule ?? "through") as "touch" | "through",
      throughTicks: num(fills, "throughTicks", 1),
      maxParticipation:
        fills.maxParticipation === null ? null : num(fills, "maxParticipation", 0.1),
      slippageTicks: num(fills, "slippageTicks", 1),
    },
    funding: {
      mode: (funding.mode ?? (hasFundingFile ? "series" : "none")) as "none",
      rate: num(funding, "rate", 0),
      intervalHours: num(funding, "intervalHours", 8),
    },
    rebate: { rate: num(rebate, "rate", 0), payoutDay: num(rebate, "payoutDay", 1) },
    risk: {
      maxDrawdown: num(risk, "maxDrawdown", null),
      minEquity: num(risk, "minEquity", null),
      maxDailyLoss: num(risk, "maxDailyLoss", null),
      positionStopLoss: num(risk, "positionStopLoss", null),
    },
    volatility: {
      atrPeriod: num(volatility, "atrPeriod", null),
      high: num(volatility, "high", null),
      extreme: num(volatility, "extreme", null),
      emergency: num(volatility, "emergency", null),
      highSpreadMultiplier: num(volatility, "highSpreadMultiplier", null),
      extremeSpreadMultiplier: num(volatility, "extremeSpreadMultiplier", null),
      balance: volatility.balance === true,
      extremeFlatten: volatility.extremeFlatten === true,
      emergencyClose: volatility.emergencyClose === true,
    },
    output: { rejections: section(raw, "output").rejections === true },
    strategy: {
      name: strategy.name as string,
      bidSpread: Number(strategy.bidSpread),
      askSpread: Number(strategy.askSpread),
      size:
        "quantity" in size
          ? { quantity: Number(size.quantity) }
          : { equityRatio: Number(size.equityRatio) },
      orderRefreshMs: num(strategy, "orderRefreshMs", intervalMs),
      ...(isDual
        ? {
            closeSpread: num(strategy, "closeSpread", null),
            maxPositionRatio: num(strategy, "maxPositionRatio", 1),
          }
        : {
            levels: num(strategy, "levels", 1),
            levelSpacing: num(strategy, "levelSpacing", 0),
            maxInventoryRatio: num(strategy, "maxInventoryRatio", 1),
            inventorySkew: num(strategy, "inventorySkew", 0),
          }),
    },
  };
}

const PRICES = ["open", "high", "low", "close"] as const;

function decimalsOf(text: string): number {
  return (text.split(".")[1] ?? "").replace(/0+$/, "").length;
}

function timeOf(value: Json | undefined, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  return typeof value === "number" ? value : Date.parse(value as string);
}

function smallestStep(times: readonly number[]): number {
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < times.length; i++) step = Math.min(step, times[i] - times[i - 1]);
  return Number.isFinite(step) ? step : 60_000;
}

function column(rows: readonly Record<string, string>[], name: string): number[] {
  return rows.map((row) => Number(row[name]));
}

function readMark(path: string): ReferenceMark {
  const rows = readCsv(path);
  return {
    openTimeMs: column(rows, "open_time"),
    open: column(rows, "open"),
    high: column(rows, "high"),
    low: column(rows, "low"),
    close: column(rows, "close"),
  };
}

function readFunding(path: string): ReferenceFunding {
  const rows = readCsv(path);
  const isBinance = "calc_time" in rows[0];
  return {
    timeMs: column(rows, isBinance ? "calc_time" : "time"),
    rate: column(rows, isBinance ? "last_funding_rate" : "rate"),
  };
}

/** The input of a case folder: `config.json`, `bars.csv` and, where there are, `mark.csv`, `funding.csv`. */
export function readCase(folder: string): ReferenceInput {
  const raw = readJson(join(folder, "config.json"));
  const data = section(raw, "data");
  const all = readCsv(join(folder, "bars.csv"));
  const intervalMs = smallestStep(column(all, "open_time"));
  let priceDecimals = decimalsOf(String(section(raw, "instrument").tickSize));
  for (const row of all) {
    for (const name of PRICES) priceDecimals = Math.max(priceDecimals, decimalsOf(row[name]));
  }
  const start = timeOf(data.start, Number.NEGATIVE_INFINITY);
  const end = timeOf(data.end, Number.POSITIVE_INFINITY);
  const rows = all.filter((row) => Number(row.open_time) >= start && Number(row.open_time) < end);
  const units = (name: string): number[] =>
    rows.map((row) => Math.round(Number(row[name]) * 10 ** priceDecimals));
  const markPath = join(folder, "mark.csv");
  const fundingPath = join(folder, "funding.csv");
  const hasFunding = existsSync(fundingPath);
  return {
    config: normalise(raw, intervalMs, hasFunding),
    bars: {
      openTimeMs: column(rows, "open_time"),
      open: units("open"),
      high: units("high"),
      low: units("low"),
      close: units("close"),
      volume: column(rows, "volume"),
    },
    priceDecimals,
    intervalMs,
    mark: existsSync(markPath) ? readMark(markPath) : undefined,
    funding: hasFunding ? readFunding(fundingPath) : undefined,
  };
}
