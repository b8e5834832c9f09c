/** The kinds, lanes and states of jobs. */

export const JOB_KINDS = ["run", "envelope", "import", "quality", "download", "study"] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Processes of their own, so that a slow exchange never keeps a run waiting. */
export const JOB_LANES = ["compute", "transfer"] as const;
export type JobLane = (typeof JOB_LANES)[number];

export const JOB_STATES = ["queued", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];
