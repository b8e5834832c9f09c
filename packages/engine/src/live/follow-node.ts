/** Following bars in Node: the package `ws`, loaded when a connection is made. */
import { type FollowOptions, followWith } from "./follow.js";
import type { LiveBar } from "./live-bar.js";
import type { SocketLike } from "./socket-feed.js";

/** Starts to connect by the package `ws`. */
export async function openWs(url: string): Promise<SocketLike> {
  const { WebSocket } = await import("ws");
  return new WebSocket(url) as unknown as SocketLike;
}

/**
 * Closed bars of a market from a time on, for as long as it is read: each once, in order, those that a
 * lost connection hid fetched by REST.
 * @throws USAGE, DOWNLOAD_FAILED when the first request fails, ABORTED when the signal fires
 */
export function followBars(options: FollowOptions): AsyncGenerator<LiveBar> {
  return followWith(options, openWs);
}
