/** Who asks for data. */
import type { Principal } from "../../../access.js";

/** As much of a principal as decides what is visible and whose a new thing is. */
export type Viewer = Pick<Principal, "userId" | "role">;
