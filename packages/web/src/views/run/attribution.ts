/** Where each bar of the attribution begins and ends. */

export interface AttributionStep {
  readonly name: string;
  readonly value: number;
  /** shares of the width, 0 to 1, with `from <= to` */
  readonly from: number;
  readonly to: number;
}

/**
 * Bars that each begin where the one before ended, and a last one, `total`, from zero to their sum.
 * @param parts what is added, in order
 */
export function attributionSteps(parts: readonly (readonly [name: string, value: number])[]): {
  readonly steps: readonly AttributionStep[];
  readonly zero: number;
} {
  let sum = 0;
  const spans = parts.map(([name, value]) => {
    const begin = sum;
    sum += value;
    return { name, value, begin, end: sum };
  });
  const all = [...spans, { name: "total", value: sum, begin: 0, end: sum }];
  const low = Math.min(0, ...all.map(({ end }) => end));
  const high = Math.max(0, ...all.map(({ end }) => end));
  const share = (at: number) => (high === low ? 0 : (at - low) / (high - low));
  const steps = all.map(({ name, value, begin, end }) => ({
    name,
    value,
    from: share(Math.min(begin, end)),
    to: share(Math.max(begin, end)),
  }));
  return { steps, zero: share(0) };
}
