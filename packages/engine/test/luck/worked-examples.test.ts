/** The examples that the papers work out themselves. */
import { expect, test } from "vitest";
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  impliedTrials,
  minimumBacktestYears,
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeEstimate,
} from "../../src/luck/sharpe-statistics.js";

/** A Sharpe ratio of a year as one of a period. */
function estimate(
  yearly: number,
  perYear: number,
  observations: number,
  [skewness, kurtosis] = [0, 3],
): SharpeEstimate {
  return { sharpe: yearly / Math.sqrt(perYear), observations, skewness, kurtosis };
}

test("the deflated Sharpe ratio of Bailey and López de Prado (2014): 2.5 in five years, picked of 100", () => {
  const variance = 1 / 2 / 250;
  const skewed = estimate(2.5, 250, 1250, [-3, 10]);
  expect(expectedMaximumSharpe(100, variance)).toBeCloseTo(0.1132, 4);
  expect(deflatedSharpe(skewed, 100, variance)).toBeCloseTo(0.9004, 4);
  expect(deflatedSharpe(skewed, 46, variance)).toBeCloseTo(0.9505, 4);
  expect(deflatedSharpe(estimate(2.5, 250, 1250), 88, variance)).toBeCloseTo(0.9505, 4);
});

test("the probabilistic Sharpe ratio of Bailey and López de Prado (2012): 1.59 in two years of months", () => {
  expect(probabilisticSharpe(estimate(1.59, 12, 24))).toBeCloseTo(0.982, 3);
  expect(probabilisticSharpe(estimate(1.59, 12, 24, [-2.448, 10.164]))).toBeCloseTo(0.913, 2);
});

test("the minimum track record of the same paper: 2 against a benchmark of 1, in years", () => {
  const years = (perYear: number, shape?: [number, number]) =>
    minimumTrackRecord(estimate(2, perYear, 0, shape), 1 / Math.sqrt(perYear)) / perYear;
  expect(years(250)).toBeCloseTo(2.73, 2);
  expect(years(52)).toBeCloseTo(2.83, 2);
  expect(years(12)).toBeCloseTo(3.24, 2);
  expect(years(12, [-0.72, 5.78])).toBeCloseTo(4.99, 2);
  expect(minimumTrackRecord(estimate(1, 250, 0), 1)).toBe(Number.POSITIVE_INFINITY);
});

test("the minimum backtest length of Bailey et al. (2014): five years allow some 45 trials for a ratio of 1", () => {
  expect(minimumBacktestYears(45, 1)).toBeCloseTo(5, 0);
  expect(expectedMaximumSharpe(10, 1)).toBeCloseTo(1.57, 2);
});

test("trials are worth between one, when all are the same, and all of them", () => {
  expect(impliedTrials(100, 1)).toBe(1);
  expect(impliedTrials(100, 0)).toBe(100);
  expect(impliedTrials(100, -0.2)).toBe(100);
  expect(impliedTrials(100, 0.5)).toBe(50.5);
});
