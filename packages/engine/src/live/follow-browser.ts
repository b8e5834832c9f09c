/** Following bars in a browser and its workers: their own `WebSocket`. */
import { type FollowOptions, followWith } from "./follow.js";
import type { LiveBar } from "./live-bar.js";
import type { SocketLike } from "./socket-feed.js";

/**
 * Closed bars of a market from a time on, for as long as it is read: each once, in order, those that a
 * lost connection hid fetched by REST.
 * @throws USAGE, DOWNLOAD_FAILED when the first request fails, ABORTED when the signal fires
 */
export function followBars(options: FollowOptions): AsyncGenerator<LiveBar> {
  return followWith(options, (url) => new WebSocket(url) as unknown as SocketLike);
}
