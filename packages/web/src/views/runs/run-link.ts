/** Where a run is looked at: on the server's page, or on that of this browser's results. */
import type { RouteLocationRaw } from "vue-router";
import { isLocalId } from "../../local/local-result";

export function runLink(id: string): RouteLocationRaw {
  return { name: isLocalId(id) ? "localResult" : "serverRun", params: { id } };
}
