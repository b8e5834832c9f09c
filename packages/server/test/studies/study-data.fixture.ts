/** Studies on synthetic bars. */
import type { SweepStudy } from "@perpmill/engine";
import type { StartStudyBody, StudyDetail } from "../../src/schemas/studies.js";
import type { TestApp, TestUser } from "../harness.fixture.js";
import { CONFIG } from "../runs/run-data.fixture.js";

/** 12 rows of about a millisecond. */
export const SWEEP: SweepStudy = {
  kind: "sweep",
  config: CONFIG,
  axes: [
    { path: "strategy.bidSpread", from: "0.0005", to: "0.002", step: "0.0005" },
    { path: "account.leverage", values: [1, 5, 10] },
  ],
};

/** A sweep of so many rows that take their time. */
export function longSweep(rows: number): SweepStudy {
  return {
    ...SWEEP,
    config: {
      ...CONFIG,
      output: { rejections: true },
      strategy: {
        name: "pure-maker",
        bidSpread: 0.001,
        askSpread: 0.001,
        levels: 32,
        levelSpacing: 0.0001,
        size: { equityRatio: 0.01 },
      },
    },
    axes: [{ path: "strategy.bidSpread", from: 0.0005, to: 0.01 }],
    sampler: { kind: "sobol", count: rows, seed: 7 },
  };
}

/** Sends a study and gives the answer. */
export function postStudy(user: TestUser, body: Partial<StartStudyBody>, query = "") {
  return user.inject({ method: "POST", url: `/api/v1/studies${query}`, payload: body });
}

/** A study as its owner sees it. */
export async function studyNow(user: TestUser, id: string): Promise<StudyDetail> {
  return (await user.inject({ url: `/api/v1/studies/${id}` })).json();
}

/** The study when something holds of it. */
export async function studyWhen(
  user: TestUser,
  id: string,
  holds: (study: StudyDetail) => boolean,
): Promise<StudyDetail> {
  for (;;) {
    const study = await studyNow(user, id);
    if (holds(study)) return study;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Takes a study in and waits for its end. */
export async function studyToEnd(
  user: TestUser,
  body: Partial<StartStudyBody>,
): Promise<StudyDetail> {
  const response = await postStudy(user, { request: SWEEP, ...body });
  const { study } = response.json();
  if (study === undefined) throw new Error(`no study: ${response.body}`);
  return studyWhen(user, study.id, ({ state }) => state !== "queued" && state !== "running");
}

/** Rows of a study as the database has them. */
export function storedRows({ app }: TestApp, id: string) {
  return app.db
    .selectFrom("study_rows")
    .select(["row_index", "shard", "key", "outcome", "point", "cells"])
    .where("study_id", "=", id)
    .orderBy("row_index")
    .execute();
}
