/** The file of a sweep or a search where a configuration is expected: what was asked, and its best. */
import { PerpmillError } from "../errors.js";
import type { SearchJson } from "../search/search-json.js";
import type { SweepJson } from "../sweeps/sweep-json.js";
import type { CommandContext } from "./context.js";
import { readInputText } from "./input-text.js";

/** What the file of a study begins with; a configuration is not read as one. */
const BEGINNING = /^\s*\{\s*"(?:kind|columns)"\s*:/;

/**
 * The sweep or search in a text.
 * @returns null: it is no study
 * @throws RESULT_INVALID: a study that is not whole; CONFIG_INVALID: one of another kind
 */
export async function studyInText(
  content: string,
  file: string,
  { texts }: CommandContext,
): Promise<SweepJson | SearchJson | null> {
  if (!BEGINNING.test(content)) return null;
  const { claimsToBeStudy, readStudy } = await import("../reports/parse-study.js");
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return null;
  }
  if (!claimsToBeStudy(value)) return null;
  const study = readStudy(value, file);
  if (study.kind === "sweep" || study.kind === "search") return study;
  throw new PerpmillError("CONFIG_INVALID", {
    message: texts.studies.noSearch(study.kind),
    where: { file },
    hint: texts.studies.noSearchHint,
  });
}

/** As `studyInText`, of a file. @throws FILE_NOT_FOUND besides */
export async function studyInFile(
  file: string,
  context: CommandContext,
): Promise<SweepJson | SearchJson | null> {
  return studyInText(await readInputText(file, context), file, context);
}

/**
 * The configuration of the best row of a study.
 * @throws CONFIG_INVALID: it has none
 */
export async function bestOfStudy(
  study: SweepJson | SearchJson,
  file: string,
  { texts }: CommandContext,
): Promise<unknown> {
  const { bestConfig } = await import("../studies/best-config.js");
  const best = bestConfig(study);
  if (best !== null) return best;
  throw new PerpmillError("CONFIG_INVALID", {
    message: texts.studies.noBest,
    where: { file },
    hint: texts.studies.noBestHint,
  });
}
