/** Colours where they are wanted: on a terminal, unless NO_COLOR says no. */
import pc from "picocolors";
import type { CliHost, CliStream } from "../host.js";

export type Colours = ReturnType<typeof pc.createColors>;

/** Painting functions for a stream; they leave text as it is where colour is not wanted. */
export function coloursOf(stream: CliStream, env: CliHost["env"]): Colours {
  const wanted =
    env.NO_COLOR === undefined || env.NO_COLOR === ""
      ? stream.isTTY === true && env.TERM !== "dumb"
      : false;
  return pc.createColors(wanted);
}
