/** The end of `npm run build`: what it has built need not be built again by other commands. */
import { noteBuilds } from "./prepare.mjs";

noteBuilds();
