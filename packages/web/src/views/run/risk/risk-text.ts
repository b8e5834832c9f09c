/** Numbers of risk as text. */
import { numberText } from "../../../format/numbers";

/** A multiple, such as of equity. */
export function factorText(value: number | null | undefined): string {
  const text = numberText(value, "plain");
  return value === null || value === undefined || text === "—" ? text : `${text} ×`;
}
