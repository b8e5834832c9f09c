/** The configuration that a row of a table was run with. */
import type { AxisValue, ConfigInput } from "@perpmill/engine";
import { withValue } from "../../../engine/config-path";

const SIZE = /^(strategy\.\w+)\.(equityRatio|quantity)$/;

/**
 * @param point values of the axes
 * @param limit drawdown at which it was given up; null: it was not
 */
export function rowConfig(
  config: ConfigInput,
  point: readonly (readonly [path: string, value: AxisValue])[],
  limit: number | null,
): ConfigInput {
  const moved = point.reduce((now, [path, value]) => {
    const [, size, form] = SIZE.exec(path) ?? [];
    // A size has one form: naming the other one replaces it.
    if (size === undefined || form === undefined) return withValue(now, path, value);
    return withValue(now, size, { [form]: value });
  }, config);
  return limit === null ? moved : withValue(moved, "risk.maxDrawdown", limit);
}
