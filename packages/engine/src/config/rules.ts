/** Rules that tie several fields together. Each looks only at fields that could be read. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { toLots, toLotsUp } from "../units.js";
import type { IssueList } from "./issues.js";
import type { SectionValues } from "./read-section.js";
import type { MarginTier } from "./types.js";

/** Sections as they were read; members that could not be read are missing. */
export type SectionsRead = Readonly<Record<string, SectionValues>>;

function checkOrderLimits(instrument: SectionValues, issues: IssueList): void {
  const { minQty, maxOrderQty, stepSize } = instrument;
  if (typeof minQty !== "number" || typeof maxOrderQty !== "number") return;
  if (typeof stepSize !== "number") return;
  const belowInLots = toLots(maxOrderQty, stepSize) < toLotsUp(minQty, stepSize);
  if (!belowInLots && maxOrderQty >= minQty - 1e-9 * minQty) return;
  issues.invalid(
    "instrument.maxOrderQty",
    `instrument.maxOrderQty is ${maxOrderQty}, below instrument.minQty of ${minQty} (in steps of ${stepSize})`,
    "Raise maxOrderQty to minQty or more, or leave it out.",
  );
}

function checkTiers(tiers: readonly MarginTier[], leverage: unknown, issues: IssueList): void {
  for (let row = 0; row < tiers.length; row++) {
    const field = `instrument.tiers.${row}.notionalCap`;
    const cap = tiers[row].notionalCap;
    const capBefore = row === 0 ? 0 : tiers[row - 1].notionalCap;
    if (cap === null && row < tiers.length - 1) {
      issues.invalid(
        field,
        `${field} is null, which only the last tier may be`,
        "Give it the largest notional of the tier.",
      );
    } else if (cap !== null && capBefore !== null && cap <= capBefore) {
      issues.invalid(
        field,
        `${field} must rise from tier to tier, got ${cap} after ${capBefore}`,
        "Sort the tiers by notionalCap.",
      );
    }
  }
  if (typeof leverage !== "number" || tiers.length === 0) return;
  const leverageMax = Math.max(...tiers.map(({ maxLeverage }) => maxLeverage));
  if (leverage <= leverageMax + 1e-9 * leverageMax) return;
  issues.invalid(
    "account.leverage",
    `account.leverage is ${leverage}, more than any tier of the instrument allows`,
    `Use ${leverageMax} or less.`,
  );
}

function checkFunding(funding: SectionValues, issues: IssueList): void {
  const { mode, rate, intervalHours } = funding;
  if (mode === "constant" && rate === null) {
    issues.invalid(
      "funding.rate",
      'funding.rate is required when funding.mode is "constant"',
      "Set the rate paid every intervalHours, such as 0.0001.",
    );
  }
  if (mode === null && typeof rate === "number" && rate !== 0) {
    issues.invalid(
      "funding.mode",
      `funding.mode is required when funding.rate is given, which is ${rate}`,
      'Set it to "constant".',
    );
  }
  if (typeof intervalHours !== "number") return;
  const ms = intervalHours * 3_600_000;
  if (Math.abs(ms - Math.round(ms)) <= 1e-6 * ms && ms >= 1) return;
  issues.invalid(
    "funding.intervalHours",
    `funding.intervalHours is ${intervalHours}, which is no whole number of milliseconds`,
    "Use whole hours, or a decimal part of one such as 0.25.",
  );
}

function checkData(data: SectionValues, issues: IssueList): void {
  const { start, end } = data;
  if (typeof start !== "number" || typeof end !== "number" || start < end) return;
  const iso = (ms: number) => new Date(ms).toISOString();
  issues.invalid(
    "data.end",
    `data.end must be after data.start, got ${iso(end)} and ${iso(start)}`,
    "The range runs from start up to, but not including, end.",
  );
}

function checkVolatility(volatility: SectionValues, issues: IssueList): void {
  const threshold = ["high", "extreme", "emergency"].find(
    (name) => typeof volatility[name] === "number",
  );
  if (threshold === undefined || volatility.atrPeriod !== null) return;
  issues.invalid(
    "volatility.atrPeriod",
    `volatility.atrPeriod is required when volatility.${threshold} is set`,
    "Set the number of bars to average over, such as 720.",
  );
}

function checkPositionMode(
  account: SectionValues,
  strategy: StrategyDescriptor | null,
  issues: IssueList,
): void {
  const { positionMode } = account;
  if (strategy === null || typeof positionMode !== "string") return;
  if (positionMode === strategy.positionMode) return;
  issues.invalid(
    "account.positionMode",
    `account.positionMode is "${positionMode}", but ${strategy.id} trades in "${strategy.positionMode}"`,
    `Set it to "${strategy.positionMode}" or leave it out.`,
  );
}

function checkQuoting(
  quoting: SectionValues | undefined,
  strategy: StrategyDescriptor | null,
  issues: IssueList,
): void {
  if (quoting?.hangingOrders !== true || strategy?.keepsOrders !== true) return;
  issues.invalid(
    "quoting.hangingOrders",
    `quoting.hangingOrders does not go with ${strategy.id}, whose orders stay where they are anyway`,
    "Leave it out.",
  );
}

/** Adds an issue for every rule that is broken. */
export function checkRules(
  read: SectionsRead,
  strategy: StrategyDescriptor | null,
  issues: IssueList,
): void {
  checkOrderLimits(read.instrument, issues);
  const { tiers } = read.instrument;
  if (Array.isArray(tiers)) checkTiers(tiers, read.account.leverage, issues);
  checkData(read.data, issues);
  checkPositionMode(read.account, strategy, issues);
  checkFunding(read.funding, issues);
  checkVolatility(read.volatility, issues);
  checkQuoting(read.quoting, strategy, issues);
}

/** Adds an issue when the funding mode and the funding file do not go together. */
export function checkFundingFile(mode: unknown, hasFundingFile: boolean, issues: IssueList): void {
  if (mode === "series" && !hasFundingFile) {
    issues.add({
      code: "FUNDING_MISMATCH",
      field: "funding.mode",
      message: 'funding.mode is "series", but no funding rates were given',
      hint: "Give the rates with --funding (or `funding` in the library), or set another mode.",
    });
  } else if (mode !== "series" && mode !== null && mode !== undefined && hasFundingFile) {
    issues.add({
      code: "FUNDING_MISMATCH",
      field: "funding.mode",
      message: `funding rates were given, but funding.mode is "${mode}"`,
      hint: 'Set funding.mode to "series", or leave the rates out.',
    });
  }
}
