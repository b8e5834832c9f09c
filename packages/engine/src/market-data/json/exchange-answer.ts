/** Tells what else of an exchange is JSON and might be given where bars are wanted. */

export interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/**
 * What the content is when it is a known answer without rows of what is made; null otherwise.
 * @param makes of a series, funding rates are rows
 */
export function exchangeAnswer(content: unknown, makes: "bars" | "series"): Refusal | null {
  if (typeof content !== "object" || content === null) {
    return {
      message: "this JSON holds a single value and no bars",
      hint: "Bars are rows such as [time, open, high, low, close, volume].",
    };
  }
  if (Array.isArray(content)) return answerOfList(content, makes);
  const keys = Object.keys(content);
  if (keys.includes("symbols") || keys.includes("exchangeFilters")) {
    return {
      message: "this is an exchange's list of instruments (exchangeInfo), no bars",
      hint: "Take over its tick sizes and limits with perpmill instruments import.",
    };
  }
  const tiers = Object.values(content as Record<string, unknown>)[0];
  if (Array.isArray(tiers) && hasKeys(tiers[0], ["maintenanceMarginRate"])) return TIERS;
  if (keys.includes("code") && keys.includes("msg")) {
    const { code, msg } = content as { readonly code: unknown; readonly msg: unknown };
    return {
      message: `this is the refusal of an exchange's server: ${String(code)} ${String(msg)}`.slice(
        0,
        200,
      ),
      hint: "Ask the server again; what was saved is its error message.",
    };
  }
  return null;
}

const TIERS: Refusal = {
  message: "these are an exchange's leverage tiers, no bars",
  hint: "Take them over with perpmill instruments import.",
};

function answerOfList(content: readonly unknown[], makes: "bars" | "series"): Refusal | null {
  const [first] = content;
  if (hasKeys(first, ["brackets"]) || hasKeys(first, ["maintenanceMarginRate"])) return TIERS;
  if (makes === "bars" && hasKeys(first, ["fundingRate"])) {
    return {
      message: "these are funding rates, no bars",
      hint: "Open them with openSeries; a run takes them with --funding.",
    };
  }
  if (hasKeys(first, ["symbol", "price"]) && !hasKeys(first, ["fundingRate"])) {
    return {
      message: "these are the latest prices of many symbols (ticker), no bars",
      hint: "Ask the exchange for K-lines of one symbol instead.",
    };
  }
  return null;
}

function hasKeys(value: unknown, keys: readonly string[]): boolean {
  return typeof value === "object" && value !== null && keys.every((key) => key in value);
}
