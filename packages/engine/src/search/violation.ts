/** How far a condition is from holding. */
import { evaluate, holds, type Lookup } from "../sweeps/expression/evaluate.js";
import type { Expression, Operand } from "../sweeps/expression/parse.js";

/** What is missing where a strict comparison finds both sides equal. */
const LEAST = Number.EPSILON;

function distance(operator: string, left: number, right: number): number {
  switch (operator) {
    case "<=":
      return Math.max(0, left - right);
    case ">=":
      return Math.max(0, right - left);
    case "<":
      return left < right ? 0 : Math.max(LEAST, left - right);
    case ">":
      return left > right ? 0 : Math.max(LEAST, right - left);
    default:
      return Math.abs(left - right);
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(["<=", ">=", "<", ">", "=="]);

/** A number that is missing leaves any comparison infinitely far away. */
function number(value: Operand): number {
  return value === null || typeof value === "string" ? Number.NaN : Number(value);
}

function compared(operator: string, left: Operand, right: Operand, isHeld: () => boolean): number {
  if (operator === "==" && (typeof left !== "number" || typeof right !== "number")) {
    return isHeld() ? 0 : 1;
  }
  const away = distance(operator, number(left), number(right));
  return Number.isNaN(away) ? Number.POSITIVE_INFINITY : away;
}

/**
 * 0 when a condition holds; else the distance of the two sides of a comparison, the sum of those of
 * `&&`, the lesser of those of `||`, and 1 of everything else.
 */
export function violation(condition: Expression, lookup: Lookup): number {
  if (condition.kind === "binary") {
    const { operator, left, right } = condition;
    if (operator === "&&") return violation(left, lookup) + violation(right, lookup);
    if (operator === "||") return Math.min(violation(left, lookup), violation(right, lookup));
    if (COMPARISONS.has(operator)) {
      const isHeld = () => holds(evaluate(condition, lookup));
      return compared(operator, evaluate(left, lookup), evaluate(right, lookup), isHeld);
    }
  }
  return holds(evaluate(condition, lookup)) ? 0 : 1;
}
