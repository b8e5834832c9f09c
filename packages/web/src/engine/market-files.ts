/** Files of a market, sorted by what their names say they are: the bars, and what stands beside them. */

export interface MarketFiles {
  readonly bars: readonly File[];
  readonly mark: readonly File[];
  readonly funding: readonly File[];
}

const FUNDING = /funding/i;
const MARK = /mark_?-?price/i;
/** Series that runs do not read, sums of the files, and what systems leave in folders. */
const LEFT_OUT = /(index|premium)_?-?(price|index)|\.(checksum|md|txt|json5?\.meta)$|^\./i;

/**
 * One file alone is what the engine finds in it, unless its name says that it stands beside bars.
 * @param folder whether they are all that was in a folder, of which some may be something else
 */
export function marketFiles(files: readonly File[], folder: boolean): MarketFiles {
  const kept = folder ? files.filter(({ name }) => !LEFT_OUT.test(name)) : files;
  const funding = kept.filter(({ name }) => FUNDING.test(name));
  const mark = kept.filter(({ name }) => MARK.test(name));
  const bars = kept.filter((file) => !funding.includes(file) && !mark.includes(file));
  return { bars, mark, funding };
}
