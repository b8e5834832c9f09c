/** The samplers by name. */
export const SAMPLERS = ["grid", "random", "sobol", "lhs"] as const;
export type SamplerName = (typeof SAMPLERS)[number];
