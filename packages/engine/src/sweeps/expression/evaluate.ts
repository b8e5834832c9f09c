/** The value of an expression. */
import type { Expression, FunctionName, Operand } from "./parse.js";

/** What a name stands for. */
export type Lookup = (name: string) => Operand;

const FUNCTION: Readonly<Record<FunctionName, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
};

/** Nothing given (null) makes every sum nothing: NaN. */
function number(value: Operand): number {
  return value === null || typeof value === "string" ? Number.NaN : Number(value);
}

function compared(operator: string, left: Operand, right: Operand): boolean {
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return number(left) < number(right);
    case "<=":
      return number(left) <= number(right);
    case ">":
      return number(left) > number(right);
    default:
      return number(left) >= number(right);
  }
}

function calculated(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return left % right;
  }
}

const SUMS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);

/** Whether a value counts as yes: true, and numbers but 0 and NaN. */
export function holds(value: Operand): boolean {
  return typeof value === "number" ? value !== 0 && !Number.isNaN(value) : value === true;
}

/**
 * The value of an expression; a comparison with null or a text in a sum is false, their sum NaN.
 * @param lookup called for every name that is reached
 */
export function evaluate(expression: Expression, lookup: Lookup): Operand {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "name":
      return lookup(expression.name);
    case "unary": {
      const value = evaluate(expression.of, lookup);
      return expression.operator === "!" ? !holds(value) : -number(value);
    }
    case "call":
      return FUNCTION[expression.call](
        ...expression.of.map((one) => number(evaluate(one, lookup))),
      );
    case "binary":
      return evaluateBinary(expression, lookup);
  }
}

function evaluateBinary(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  lookup: Lookup,
): Operand {
  const first = evaluate(left, lookup);
  if (operator === "&&") return holds(first) && holds(evaluate(right, lookup));
  if (operator === "||") return holds(first) || holds(evaluate(right, lookup));
  const second = evaluate(right, lookup);
  if (SUMS.has(operator)) return calculated(operator, number(first), number(second));
  return compared(operator, first, second);
}
