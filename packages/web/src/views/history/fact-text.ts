/** Facts of runs as text. */
import type { Run } from "@perpmill/server/api";
import { numberText } from "../../format/numbers";
import { dateText, type TimeZone, timeText } from "../../format/times";
import { strategyText } from "../runs/run-name";
import type { FactColumn } from "./columns";

/** Null: a range that is all of the data. */
export function factText(name: FactColumn["name"], run: Run, zone: TimeZone): string | null {
  switch (name) {
    case "strategy":
      return strategyText(run);
    case "symbol":
      return run.symbol ?? "—";
    case "createdMs":
      return timeText(run.createdMs, zone);
    case "duration":
      return run.startedMs === null || run.finishedMs === null
        ? "—"
        : numberText(run.finishedMs - run.startedMs, "span");
    case "range": {
      const { fromMs, toMs } = run;
      if (fromMs === null && toMs === null) return null;
      const side = (ms: number | null) => (ms === null ? "…" : dateText(ms, zone));
      return `${side(fromMs)} → ${side(toMs)}`;
    }
  }
}
