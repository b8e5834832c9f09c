/**
 * Simulated binary crossover (K. Deb and R. B. Agrawal, 1995) and polynomial mutation (K. Deb and M.
 * Goyal, 1996), both as in Deb's program of NSGA-II, which knows the borders. Categories are exchanged,
 * and drawn anew.
 */
import { exp, ln } from "@perpmill/core-wasm/portable";
import type { Dimension } from "../../space/dimension.js";
import type { Dice } from "../dice.js";

/** The larger, the nearer children are to their parents. */
const CROSSOVER_INDEX = 15;
const MUTATION_INDEX = 20;
const CROSSOVER_SHARE = 0.9;
const SAME = 1e-14;

function power(base: number, exponent: number): number {
  return base <= 0 ? 0 : exp(exponent * ln(base));
}

/** How far a child spreads from the middle of its parents, whose border is `room` away. */
function spread(uniform: number, room: number): number {
  const alpha = 2 - power(room, -(CROSSOVER_INDEX + 1));
  const exponent = 1 / (CROSSOVER_INDEX + 1);
  if (uniform <= 1 / alpha) return power(uniform * alpha, exponent);
  return power(1 / (2 - uniform * alpha), exponent);
}

/** Two children of two numbers of 0..1. */
function crossedNumbers(a: number, b: number, dice: Dice): [number, number] {
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  const width = high - low;
  if (width < SAME) return [a, b];
  const uniform = dice.uniform();
  const middle = (low + high) / 2;
  const first = middle - 0.5 * spread(uniform, 1 + (2 * low) / width) * width;
  const second = middle + 0.5 * spread(uniform, 1 + (2 * (1 - high)) / width) * width;
  const inside = (place: number) => Math.min(1, Math.max(0, place));
  const children: [number, number] = [inside(first), inside(second)];
  return dice.uniform() < 0.5 ? children : [children[1], children[0]];
}

/** Two children of two places of a point. */
export function crossed(
  dimensions: readonly Dimension[],
  a: readonly number[],
  b: readonly number[],
  dice: Dice,
): [number[], number[]] {
  const first = [...a];
  const second = [...b];
  if (dice.uniform() >= CROSSOVER_SHARE) return [first, second];
  dimensions.forEach((dimension, d) => {
    if (dice.uniform() >= 0.5) return;
    const [one, other]: [number, number] =
      dimension.kind === "category" ? [b[d], a[d]] : crossedNumbers(a[d], b[d], dice);
    first[d] = one;
    second[d] = other;
  });
  return [first, second];
}

function mutatedNumber(place: number, dice: Dice): number {
  const uniform = dice.uniform();
  const exponent = 1 / (MUTATION_INDEX + 1);
  if (uniform < 0.5) {
    const value = 2 * uniform + (1 - 2 * uniform) * power(1 - place, MUTATION_INDEX + 1);
    return Math.max(0, place + power(value, exponent) - 1);
  }
  const value = 2 * (1 - uniform) + 2 * (uniform - 0.5) * power(place, MUTATION_INDEX + 1);
  return Math.min(1, place + 1 - power(value, exponent));
}

/** A point in which each place has changed with one chance in as many as there are. */
export function mutated(
  dimensions: readonly Dimension[],
  places: readonly number[],
  dice: Dice,
): number[] {
  return places.map((place, d) => {
    if (dice.uniform() * places.length >= 1) return place;
    return dimensions[d].kind === "category" ? dice.uniform() : mutatedNumber(place, dice);
  });
}
