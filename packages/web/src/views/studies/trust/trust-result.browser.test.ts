import type { StressRow, TrustFinding, TrustRow } from "@perpmill/engine";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { mount } from "../../../../test/browser/mount";
import TrustResult from "./TrustResult.vue";
import type { ShownVerdict } from "./trust-document";

function row(totalReturn: number): TrustRow {
  return {
    outcome: "complete",
    metrics: {
      ...{ totalReturn, cagr: null, sharpe: 1.5, sortino: null, calmar: null, maxDrawdown: 0.05 },
      ...{ volatility: null, var95: null, cvar95: null, fills: 1234, turnover: 10 },
    },
  };
}
function finding(part: TrustFinding["part"], reason: string, matters = true): TrustFinding {
  return { part, grade: "weak", matters, reason, value: null, facts: {} };
}
const FEES: StressRow = { ...row(-0.02), name: "makerFee", level: "mild" };
const VERDICT: ShownVerdict = {
  grade: "weak",
  findings: [
    finding("stress", "mildAlone"),
    finding("run", "long"),
    finding("transfer", "notGiven", false),
  ],
  run: row(0.1),
  parts: {
    luck: {
      ...{ own: null, tried: null, fromStudy: false, expectedSharpe: null, deflatedSharpe: null },
      ...{ triesToExplain: null, study: null, studyMissing: null },
    },
    ...{ forward: null, neighbourhood: null, bootstrap: null, starts: null },
    stress: { rows: [FEES], roomBps: 0.4 },
    fills: { rows: [], profitable: 0, spreads: [] },
    ...{ paths: [], transfer: [] },
  },
};

test("the weakest point is looked at first, and any other when it is chosen", async () => {
  mount(TrustResult, { props: { verdict: VERDICT } });
  await expect.element(page.getByRole("heading", { level: 2 })).toHaveTextContent(/Doubtful/);
  const stresses = page.getByRole("table", { name: "Every stress" });
  await expect.element(stresses).toHaveTextContent(/a maker fee 1 bp higher\s*−2.00 %/);
  expect(stresses.element().querySelector(".loss")?.textContent).toBe("−2.00 %");

  await page.getByRole("button", { name: /The run itself/ }).click();
  await expect.element(stresses).not.toBeInTheDocument();
  await expect
    .element(page.getByRole("region", { name: "The run itself" }))
    .toHaveTextContent(/Fills\s*1,234/);
  await page.getByRole("button", { name: /Other markets/ }).click();
  await expect
    .element(page.getByText("No other market was given.", { exact: false }).last())
    .toBeVisible();
});

test("a verdict is said in Chinese, too", async () => {
  mount(TrustResult, { props: { verdict: VERDICT }, language: "zh" });
  await expect
    .element(page.getByRole("table", { name: "各种压力" }))
    .toHaveTextContent(/挂单费率提高 1 bp/);
});
