/** Parameters of the older system as a configuration of this one. */
import { normaliseConfig, PerpmillError } from "@perpmill/engine";
import {
  type Conversion,
  foldName,
  HEDGE_GRID_RULES,
  HEDGE_GRID_WITHOUT,
  KNOWN_WITHOUT,
  PARAMETER_RULES,
  type ParameterRule,
} from "./parameter-table.js";
import type { Literal } from "./python-literals.js";

/** A parameter that was not taken over, and why. */
export interface Unmapped {
  readonly name: string;
  readonly reason: string;
}

export interface MappedParameters {
  /** what could be taken over; a whole configuration when `problem` is null */
  readonly config: Readonly<Record<string, unknown>>;
  /** old names by the path that they became */
  readonly taken: Readonly<Record<string, string>>;
  readonly unmapped: readonly Unmapped[];
  /** why `config` cannot be run as it is; null: it can */
  readonly problem: string | null;
}

const HEDGE_GRID = "hedge-grid";

const STRATEGIES: Readonly<Record<string, string>> = {
  dual: "dual-maker",
  dualmaker: "dual-maker",
  twosided: "dual-maker",
  hedge: "dual-maker",
  grid: HEDGE_GRID,
  hedgegrid: HEDGE_GRID,
  pure: "pure-maker",
  puremaker: "pure-maker",
  puremarketmaking: "pure-maker",
  pmm: "pure-maker",
};
const MODES: Readonly<Record<string, string>> = {
  hedge: "hedge",
  hedged: "hedge",
  both: "hedge",
  oneway: "oneWay",
  net: "oneWay",
};
/** Numbers above are milliseconds since 1970, below seconds. */
const MILLISECONDS_FROM = 1e11;

function numberOf(value: Literal): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** Without the noise that a division of decimals leaves. */
function shareOf(percent: number): number {
  return Number((percent / 100).toPrecision(15));
}

const CONVERT: Readonly<Record<Conversion, (value: Literal) => unknown>> = {
  same: (value) => (typeof value === "boolean" ? null : numberOf(value)),
  seconds: (value) => {
    const seconds = numberOf(value);
    return seconds === null ? null : Math.round(seconds * 1000);
  },
  symbol: (value) =>
    typeof value === "string" ? value.toUpperCase().replace(/:.*$|[^A-Z0-9]/g, "") : null,
  strategy: (value) =>
    STRATEGIES[foldName(String(value)).replace(/(strategy|marketmaker|maker)$/, "")] ??
    STRATEGIES[foldName(String(value))] ??
    null,
  hedgeMode: (value) => (value === true ? HEDGE_GRID : null),
  hoursOfBars: (value) => {
    const hours = numberOf(value);
    return hours === null ? null : Math.round(hours * 60);
  },
  positionMode: (value) => MODES[foldName(String(value))] ?? null,
  time: (value) => {
    if (typeof value === "string" && !Number.isNaN(Date.parse(value))) return value;
    const time = numberOf(value);
    if (time === null) return null;
    return time < MILLISECONDS_FROM ? time * 1000 : time;
  },
};

interface Found {
  readonly rule: ParameterRule;
  /** the name says that the number is in percent */
  readonly percent: boolean;
}

/** In the order in which they are applied. */
const RULES = [...PARAMETER_RULES, ...HEDGE_GRID_RULES];

function ruleOf(name: string, isHedgeGrid: boolean): Found | null {
  const folded = foldName(name);
  const base = folded.replace(/(pct|percent|percentage)$/, "");
  for (const rule of isHedgeGrid ? RULES.toReversed() : PARAMETER_RULES) {
    const names = rule.old.map(foldName);
    if (names.includes(folded)) return { rule, percent: false };
    if (base !== folded && rule.conversion === "same" && names.includes(base)) {
      return { rule, percent: true };
    }
  }
  return null;
}

type Tree = { [key: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function put(tree: Tree, path: string, value: unknown): void {
  const parts = path.split(".");
  const last = parts.pop() ?? "";
  let at = tree;
  for (const part of parts) {
    const next = at[part];
    const below: Tree = isTree(next) ? next : {};
    at[part] = below;
    at = below;
  }
  at[last] = value;
}

/** Leaves of nested parameters, by name: sections of a file are for people. */
function leavesOf(values: Iterable<readonly [string, Literal]>): [string, Literal][] {
  return [...values].flatMap(([name, value]): [string, Literal][] => {
    if (!isTree(value)) return [[name, value]];
    return leavesOf(Object.entries(value) as [string, Literal][]);
  });
}

function problemOf(config: Tree): string | null {
  try {
    normaliseConfig(config);
    return null;
  } catch (error) {
    if (!(error instanceof PerpmillError)) throw error;
    return error.issues.length > 0
      ? error.issues.map(({ field, message }) => `${field}: ${message}`).join("; ")
      : error.detail;
  }
}

/** The strategy that the parameters are of: the one that is named, or else what `hedge_mode` says. */
function isOfHedgeGrid(leaves: readonly (readonly [string, Literal])[]): boolean {
  const named = leaves.flatMap(([name, value]) => {
    const match = ruleOf(name, false);
    if (match?.rule.paths[0] !== "strategy.name") return [];
    const { conversion } = match.rule;
    return [{ strategy: CONVERT[conversion](value), isName: conversion === "strategy" }];
  });
  const chosen = named.find(({ isName, strategy }) => isName && strategy !== null) ?? named[0];
  return chosen?.strategy === HEDGE_GRID;
}

/**
 * Takes over what has a counterpart, by the table of docs/migration.md.
 * @param parameters by name, nested or not
 */
export function mapParameters(parameters: Iterable<readonly [string, Literal]>): MappedParameters {
  const found: { readonly name: string; readonly value: unknown; readonly rule: ParameterRule }[] =
    [];
  const unmapped: Unmapped[] = [];
  const leaves = leavesOf(parameters);
  const isHedgeGrid = isOfHedgeGrid(leaves);
  for (const [name, value] of leaves) {
    const unused = isHedgeGrid ? HEDGE_GRID_WITHOUT[name.toLowerCase()] : undefined;
    const match = unused === undefined ? ruleOf(name, isHedgeGrid) : null;
    if (match === null) {
      const known = unused ?? KNOWN_WITHOUT[name.toLowerCase()];
      const reason = known ?? "nothing here is called so";
      unmapped.push({ name, reason });
      continue;
    }
    const converted = CONVERT[match.rule.conversion](value);
    if (converted === null) {
      const reason = `${JSON.stringify(value)} is no value for ${match.rule.paths.join(", ")}`;
      unmapped.push({ name, reason });
      continue;
    }
    const share = match.percent && typeof converted === "number" ? shareOf(converted) : converted;
    found.push({ name, value: share, rule: match.rule });
  }
  const order = (rule: ParameterRule) => RULES.indexOf(rule);
  const config: Tree = {};
  const taken: Record<string, string> = {};
  for (const { name, value, rule } of found.sort((a, b) => order(a.rule) - order(b.rule))) {
    for (const path of rule.paths) {
      const before = taken[path];
      if (
        before !== undefined &&
        order(rule) === order(ruleOf(before, isHedgeGrid)?.rule ?? rule)
      ) {
        unmapped.push({ name, reason: `${before} says ${path} already` });
        continue;
      }
      put(config, path, value);
      taken[path] = name;
    }
  }
  if ("funding.rate" in taken) put(config, "funding.mode", "constant");
  return { config, taken, unmapped, problem: problemOf(config) };
}
