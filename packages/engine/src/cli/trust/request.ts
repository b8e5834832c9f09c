/** From the options of `perpmill trust` to what a verdict is asked. */
import { PerpmillError } from "../../errors.js";
import { importedPresets } from "../../instruments/import-store-node.js";
import { dateText, numberText } from "../../reports/number-text.js";
import { readStudy } from "../../reports/parse-study.js";
import type { ReportedStudy } from "../../reports/study/study-json.js";
import type { DataIdentity } from "../../runs/result.js";
import type { SearchJson } from "../../search/search-json.js";
import { parseAxis } from "../../sweeps/parse-axis.js";
import type { SweepJson } from "../../sweeps/sweep-json.js";
import type { OtherMarket, TrustRequest, WalkedStudy } from "../../trust/trust-options.js";
import type { CommandContext } from "../context.js";
import { homeOrNone } from "../home.js";
import { readInputText } from "../input-text.js";
import { openSource, readBars } from "../open-data.js";
import { spanMs, wholeNumber } from "../option-values.js";
import type { NamedFile } from "../output-files.js";
import { studyInFile } from "../study-file.js";
import type { StudyOptions } from "../walk-forward/request.js";

/** As commander gives them. */
export interface TrustCommandOptions extends StudyOptions {
  readonly axis?: readonly string[];
  readonly study?: string;
  readonly tried?: string;
  readonly walkForward?: string;
  readonly otherData?: readonly string[];
  readonly seed?: string;
}

/** What the options ask. */
interface TrustCommandRequest
  extends Pick<TrustRequest, "axes" | "tried" | "walkForward" | "seed"> {
  readonly sweep: SweepJson | SearchJson | undefined;
}

/** Which bars a study was made on. */
type StudyBars = Pick<DataIdentity, "bars" | "first" | "last" | "intervalMs">;

/**
 * What was tried on other days says nothing about luck on these.
 * @throws TRUST_INVALID
 */
export function checkSameBars(
  study: SweepJson | SearchJson | undefined,
  here: StudyBars,
  { texts }: CommandContext,
): void {
  if (study === undefined) return;
  const { data: there } = study;
  const names = ["bars", "first", "last", "intervalMs"] as const;
  if (names.every((name) => there[name] === here[name])) return;
  const spanOf = ({ bars, first, last }: StudyBars) =>
    `${numberText(bars, "count")} (${dateText(first)} → ${dateText(last)})`;
  throw new PerpmillError("TRUST_INVALID", {
    message: texts.trust.otherBars(spanOf(there), spanOf(here)),
    where: { field: "--data" },
    hint: texts.trust.otherBarsHint,
  });
}

/** @throws FILE_NOT_FOUND, RESULT_INVALID */
async function studyOf(file: string, context: CommandContext): Promise<ReportedStudy> {
  const content = await readInputText(file, context);
  let value: unknown = null;
  try {
    value = JSON.parse(content);
  } catch {
    // What is no JSON is no study, which is said below.
  }
  return readStudy(value, file);
}

/** @throws RESULT_INVALID; TRUST_INVALID: a study that has no trials */
async function triedStudy(file: string, context: CommandContext): Promise<SweepJson | SearchJson> {
  const study = await studyOf(file, context);
  if (study.kind === "sweep" || study.kind === "search") return study;
  throw new PerpmillError("TRUST_INVALID", {
    message: context.texts.trust.noTrials(study.kind),
    where: { file },
    hint: context.texts.trust.noTrialsHint,
  });
}

/** @throws RESULT_INVALID; TRUST_INVALID: a study of another kind */
async function walkedStudy(file: string, context: CommandContext): Promise<WalkedStudy> {
  const study = await studyOf(file, context);
  if (study.kind === "walk-forward") return study;
  throw new PerpmillError("TRUST_INVALID", {
    message: context.texts.trust.noWalk(study.kind),
    where: { file },
    hint: context.texts.trust.noWalkHint,
  });
}

/** A name and a file of `--other-data`. */
interface NamedData {
  readonly name: string;
  readonly path: string;
}

/** @throws USAGE */
function namedData(text: string, { texts }: CommandContext): NamedData {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) {
    return { name: text.slice(0, at), path: text.slice(at + 1) };
  }
  throw new PerpmillError("USAGE", {
    message: texts.trust.badMarket(text),
    hint: texts.trust.badMarketHint,
  });
}

/** The files that options name besides those of every command, so that no output overwrites one. */
export function trustFiles(options: TrustCommandOptions, context: CommandContext): NamedFile[] {
  const files = (options.otherData ?? []).map((text) => ({
    option: "--other-data",
    path: namedData(text, context).path,
  }));
  const { study, walkForward } = options;
  if (study !== undefined) files.push({ option: "--study", path: study });
  if (walkForward !== undefined) files.push({ option: "--walk-forward", path: walkForward });
  return files;
}

/**
 * Reads other markets, each with the instrument of its name.
 * @param fees of the account, which imported instruments do not know
 * @throws the errors of the readers
 */
export async function otherMarkets(
  options: TrustCommandOptions,
  fees: { readonly makerFee: number; readonly takerFee: number },
  context: CommandContext,
): Promise<readonly OtherMarket[]> {
  const { interval, otherData = [] } = options;
  const intervalMs = interval === undefined ? undefined : spanMs(interval, context.texts);
  const home = homeOrNone(options.home, context);
  const imported = home === null ? undefined : await importedPresets(home);
  const markets: OtherMarket[] = [];
  for (const text of otherData) {
    const { name, path } = namedData(text, context);
    const source = await openSource([path], { kind: "last", intervalMs }, options, context);
    const asked = { signal: context.host.signal, onBadRow: options.onBadRow, intervalMs };
    const { bars } = await readBars(source, asked, options, context);
    const rules = imported?.get(name)?.instrument;
    const { makerFee, takerFee } = fees;
    const instrument = rules === undefined ? name : { ...rules, makerFee, takerFee };
    markets.push({ name, bars, instrument });
  }
  return markets;
}

/**
 * Checks the options. A configuration that is the best of a study is judged as that.
 * @throws USAGE, SWEEP_INVALID, RESULT_INVALID, CONFIG_INVALID, TRUST_INVALID
 */
export async function trustRequest(
  configPath: string,
  options: TrustCommandOptions,
  context: CommandContext,
): Promise<TrustCommandRequest> {
  const { axis, study, tried, walkForward, seed } = options;
  const chosenFrom =
    study === undefined ? await studyInFile(configPath, context) : await triedStudy(study, context);
  return {
    axes: axis?.map(parseAxis),
    sweep: chosenFrom ?? undefined,
    walkForward: walkForward === undefined ? undefined : await walkedStudy(walkForward, context),
    tried: tried === undefined ? undefined : wholeNumber("--tried", tried, 1, context.texts),
    seed: seed === undefined ? undefined : wholeNumber("--seed", seed, 0, context.texts),
  };
}
