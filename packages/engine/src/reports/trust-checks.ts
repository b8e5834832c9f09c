/** What the report of a verdict relies on. */
import { SWEEP_OUTCOMES } from "../sweeps/protocol.js";
import { TRUST_GRADES, TRUST_PARTS } from "../trust/findings.js";
import { STRESS_NAMES } from "../trust/stress-names.js";
import {
  type Check,
  cell,
  columns,
  flag,
  list,
  members,
  number,
  orNull,
  record,
  text,
} from "./json-checks.js";

const count = orNull(number);
const isGrade: Check = (value) => TRUST_GRADES.some((one) => one === value);
const isPartName: Check = (value) => TRUST_PARTS.some((one) => one === value);
const isModel: Check = (value) => ["random", "bridge"].includes(value as string);
const isStress: Check = (value) => STRESS_NAMES.some((one) => one === value);
const trustRow = record({
  outcome: (value) => SWEEP_OUTCOMES.some((one) => one === value),
  metrics: members(count),
});
const spreads = list(
  record({
    metric: text,
    own: count,
    least: count,
    p5: count,
    median: count,
    p95: count,
    most: count,
  }),
);
const startRow: Check = (value) =>
  trustRow(value) && record({ startMs: number, endMs: number })(value);
const isNeighbourAxis: Check = (value) =>
  record({ path: text, own: number })(value) && columns({ values: number, rows: trustRow })(value);
/** What a verdict has besides the head of every study. */
export const TRUST_MEMBERS: Readonly<Record<string, Check>> = {
  grade: isGrade,
  findings: list(
    record({
      part: isPartName,
      grade: isGrade,
      matters: flag,
      reason: text,
      value: count,
      facts: members(cell),
    }),
  ),
  run: trustRow,
  runs: number,
  parts: record({
    luck: record({ tried: count, deflatedSharpe: count }),
    neighbourhood: orNull(record({ axes: list(isNeighbourAxis) })),
    stress: record({ rows: list((value) => trustRow(value) && record({ name: isStress })(value)) }),
    fills: record({ rows: list(trustRow), spreads }),
    paths: list(record({ model: isModel, runs: number, spreads })),
    bootstrap: orNull(record({ draws: number, spreads })),
    starts: orNull(record({ toEnd: list(startRow), sameLength: list(startRow) })),
    transfer: list(
      (value) => trustRow(value) && record({ name: text, first: number, last: number })(value),
    ),
  }),
};
