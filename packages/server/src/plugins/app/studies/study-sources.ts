/** What a verdict is made from besides its data set: a study that was done before, and other markets. */
import {
  type ConfigInput,
  configOfPoint,
  importedPresets,
  type NormalisedConfig,
  PerpmillError,
  type TriedStudy,
  type WalkedStudy,
} from "@perpmill/engine";
import type { StudiesTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { OtherMarketBody, StartStudyBody } from "../../../schemas/start-study.js";
import { findInputs, type InputsPlace, intervalOf } from "../runs/run-inputs.js";
import type { StudiesRepository } from "./studies-repository.js";
import { contentsOf, type OtherSource } from "./study-inputs.js";

/** What a study says of how much was tried, as it was when it was asked for. */
export interface TriedBefore extends TriedStudy {
  readonly studyId: string;
}

/** What a walk-forward has come to, as it was when it was asked for. */
export interface WalkedBefore extends WalkedStudy {
  readonly studyId: string;
}

export interface StudySources {
  readonly tried: TriedBefore | null;
  readonly walked: WalkedBefore | null;
  readonly others: readonly OtherSource[];
}

/** How a request names a study that was done before, and of which kinds it may be. */
const NAMED = {
  triedStudyId: ["sweep", "search"],
  walkForwardStudyId: ["walk-forward"],
} as const;
type Naming = keyof typeof NAMED;

function invalid(field: string, message: string, hint: string): PerpmillError {
  return new PerpmillError("TRUST_INVALID", { message, where: { field }, hint });
}

/**
 * The study of somebody that a request names; null where it names none.
 * @throws ServerError NOT_FOUND, CONFLICT until it is done; PerpmillError TRUST_INVALID: of another kind
 */
export async function findBefore(
  repository: StudiesRepository,
  naming: Naming,
  body: Pick<StartStudyBody, Naming>,
  ownerId: string,
): Promise<StudiesTable | null> {
  const id = body[naming];
  if (id == null) return null;
  const field = `body.${naming}`;
  const row = await repository.get(id);
  if (row === null || row.owner_id !== ownerId) {
    throw new ServerError("NOT_FOUND", { message: `there is no study ${id} for you`, field });
  }
  const kinds: readonly string[] = NAMED[naming];
  if (!kinds.includes(row.kind)) {
    throw invalid(field, `${id} is a ${row.kind}`, `Name a ${kinds.join(" or a ")}.`);
  }
  if (row.document !== null && row.state === "done") return row;
  throw new ServerError("CONFLICT", {
    message: `the study is not done: it is ${row.state}`,
    field,
  });
}

/** What of a walk-forward counts for a verdict. */
export function walkedOf({ id, document }: StudiesTable): WalkedBefore {
  const { folds, metrics, efficiency, luck }: WalkedStudy = JSON.parse(document ?? "null");
  const { totalReturn, sharpe, maxDrawdown, winningFolds } = metrics;
  const { ratio, meanRankShare } = efficiency;
  return {
    studyId: id,
    folds: { length: folds.length },
    metrics: { totalReturn, sharpe, maxDrawdown, winningFolds },
    efficiency: { ratio, meanRankShare },
    luck,
  };
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
  triedStudyId = null,
  walkForwardStudyId = null,
  otherMarkets = [],
}: StartStudyBody): void {
  const markets = otherMarkets.length === 0 ? null : otherMarkets;
  const given = Object.entries({ triedStudyId, walkForwardStudyId, otherMarkets: markets });
  const [field] = given.find(([, value]) => value !== null) ?? [];
  if (kind !== "trust" && field !== undefined) {
    const message = `a ${kind} asks for no other studies or markets`;
    throw invalid(`body.${field}`, message, "Leave it out.");
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
