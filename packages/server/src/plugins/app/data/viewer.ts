/** Who asks for data. */
import type { Caller } from "../../../access.js";

/** As much of a caller as decides what is visible, whose a new thing is, and how it is told. */
export type Viewer = Pick<Caller, "userId" | "role" | "language">;
