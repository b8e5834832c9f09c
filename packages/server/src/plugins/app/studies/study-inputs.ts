/** What a process of this server reads for a study. */
import type { InstrumentInput, StudyContents } from "@perpmill/engine";
import type { StudiesTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { RunData } from "../../../workers/protocol.js";
import type { OtherData } from "../../../workers/study-tasks.js";
import {
  findInputs,
  type InputIds,
  type InputsPlace,
  type RunInputs,
  runDataOf,
} from "../runs/run-inputs.js";

/** The range is that of the configurations: all bars are read. */
const WHOLE = { fromMs: null, toMs: null };

/** Another market, as it was when a study was taken in. */
export interface OtherSource extends InputIds {
  readonly name: string;
  /** a preset's name, or an instrument */
  readonly instrument: string | InstrumentInput;
  readonly contents: StudyContents;
  /** null: not known before reading */
  readonly intervalMs: number | null;
}

/** How data sets are known to be the same. */
export function contentsOf({ bars, mark, funding }: RunInputs): StudyContents {
  return {
    bars: bars.contentHash,
    mark: mark?.contentHash ?? null,
    funding: funding?.contentHash ?? null,
  };
}

/**
 * The data sets of a study, as they were when it was taken in.
 * @throws ServerError NOT_FOUND (one is gone), CONFLICT (one has other contents by now), DATA_UNFIT
 */
export async function studyData(place: InputsPlace, study: StudiesTable): Promise<RunData> {
  const ids = {
    dataSetId: study.data_set_id,
    markDataSetId: study.mark_data_set_id,
    fundingDataSetId: study.funding_data_set_id,
  };
  return unchangedData(place, ids, JSON.parse(study.contents));
}

/** The data of another market. @throws as `studyData` */
export async function otherData(place: InputsPlace, source: OtherSource): Promise<OtherData> {
  const { name, instrument, contents } = source;
  return { name, instrument, data: await unchangedData(place, source, contents) };
}

async function unchangedData(
  place: InputsPlace,
  ids: InputIds,
  before: StudyContents,
): Promise<RunData> {
  // Whoever asked for the study could see the data then; that is what counts.
  const inputs = await findInputs(place, ids, { userId: null, named: "run" });
  const now = contentsOf(inputs);
  if (before.bars !== now.bars || before.mark !== now.mark || before.funding !== now.funding) {
    throw new ServerError("CONFLICT", {
      message: "the data have changed since this study was asked for",
    });
  }
  return runDataOf(inputs, WHOLE);
}
