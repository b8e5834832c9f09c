/** What a verdict is made from besides its data set: a study that was done before, and other markets. */
import {
  type ConfigInput,
  configOfPoint,
  type InstrumentInput,
  importedPresets,
  type NormalisedConfig,
  PerpmillError,
  type StudyContents,
  type TriedStudy,
} from "@perpmill/engine";
import type { StudiesTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { OtherMarketBody, StartStudyBody } from "../../../schemas/studies.js";
import { findInputs, type InputIds, type InputsPlace, intervalOf } from "../runs/run-inputs.js";
import type { StudiesRepository } from "./studies-repository.js";
import { contentsOf } from "./study-inputs.js";

/** What a study says of how much was tried, as it was when it was asked for. */
export interface TriedBefore extends TriedStudy {
  readonly studyId: string;
}

/** Another market, as it was found. */
export interface OtherSource extends InputIds {
  readonly name: string;
  /** a preset's name, or an instrument */
  readonly instrument: string | InstrumentInput;
  readonly contents: StudyContents;
  /** null: not known before reading */
  readonly intervalMs: number | null;
}

export interface StudySources {
  readonly tried: TriedBefore | null;
  readonly others: readonly OtherSource[];
}

const TRIED_KINDS: readonly string[] = ["sweep", "search"];

function invalid(field: string, message: string, hint: string): PerpmillError {
  return new PerpmillError("TRUST_INVALID", { message, where: { field }, hint });
}

/**
 * A study of somebody that tried configurations and is done.
 * @throws ServerError NOT_FOUND, CONFLICT until it is done; PerpmillError TRUST_INVALID
 */
export async function findTried(
  repository: StudiesRepository,
  id: string,
  ownerId: string,
): Promise<StudiesTable> {
  const field = "body.triedStudyId";
  const row = await repository.get(id);
  if (row === null || row.owner_id !== ownerId) {
    throw new ServerError("NOT_FOUND", { message: `there is no study ${id} for you`, field });
  }
  if (!TRIED_KINDS.includes(row.kind)) {
    throw invalid(field, `a ${row.kind} has no trials`, "Name a sweep or a search.");
  }
  if (row.document !== null && row.state === "done") return row;
  throw new ServerError("CONFLICT", {
    message: `the study is not done: it is ${row.state}`,
    field,
  });
}

/** What of a study counts for a verdict. */
export function triedOf({ id, document }: StudiesTable): TriedBefore {
  const { luck, luckMissing, rows, trials }: TriedStudy = JSON.parse(document ?? "null");
  return { studyId: id, luck, luckMissing, rows, trials };
}

/** The best configuration of a study. @throws TRUST_INVALID: it has none */
export function bestConfig({ best, config, id }: StudiesTable): ConfigInput {
  if (best === null) {
    throw invalid(
      "body.triedStudyId",
      `the study ${id} has no best configuration`,
      "Say which configuration is meant: request.config.",
    );
  }
  const base: NormalisedConfig = JSON.parse(config);
  return configOfPoint(base, JSON.parse(best).point);
}

/** @throws PerpmillError TRUST_INVALID: sources of a study that is no verdict, names twice */
export function checkSources({
  request: { kind },
  triedStudyId,
  otherMarkets = [],
}: StartStudyBody): void {
  const named = triedStudyId != null || otherMarkets.length > 0;
  if (kind !== "trust" && named) {
    const field = triedStudyId != null ? "body.triedStudyId" : "body.otherMarkets";
    throw invalid(field, `a ${kind} asks for no other studies or markets`, "Leave it out.");
  }
  const names = otherMarkets.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw invalid("body.otherMarkets", `"${twice}" is there twice`, "Name each market once.");
  }
}

async function otherSource(
  place: InputsPlace,
  { market, at }: { readonly market: OtherMarketBody; readonly at: number },
  ownerId: string,
  fees: Pick<NormalisedConfig["instrument"], "makerFee" | "takerFee">,
): Promise<OtherSource> {
  const { name, dataSetId, markDataSetId = null, fundingDataSetId = null } = market;
  const ids = { dataSetId, markDataSetId, fundingDataSetId };
  const named = `body.otherMarkets[${at}]`;
  const inputs = await findInputs(place, ids, { userId: ownerId, named });
  const { instrument = name } = market;
  const presets = await importedPresets(place.home);
  const imported = typeof instrument === "string" ? presets.get(instrument) : undefined;
  return {
    ...{ name, ...ids },
    instrument: imported === undefined ? instrument : { ...imported.instrument, ...fees },
    contents: contentsOf(inputs),
    intervalMs: intervalOf(inputs.bars),
  };
}

/**
 * Other markets, with the data that they have now. Imported rules of their instruments know no fees: those of the
 * account count.
 * @throws ServerError NOT_FOUND, CONFLICT when a data set is not ready, DATA_UNFIT
 */
export function findOthers(
  place: InputsPlace,
  markets: readonly OtherMarketBody[],
  ownerId: string,
  { makerFee, takerFee }: NormalisedConfig["instrument"],
): Promise<readonly OtherSource[]> {
  const fees = { makerFee, takerFee };
  return Promise.all(
    markets.map((market, at) => otherSource(place, { market, at }, ownerId, fees)),
  );
}
