/** What a process says of itself ten times a second. */
export interface Heartbeat {
  readonly memoryBytes: number;
  /** of a user's code that it is in, 1 or more; 0: none */
  readonly step: number;
}

/** Reads what heartbeat-thread.ts writes: a line with bytes of memory and a step. */
export class HeartbeatReader {
  readonly #beat: (beat: Heartbeat) => void;
  #rest = "";

  constructor(beat: (beat: Heartbeat) => void) {
    this.#beat = beat;
  }

  /** Takes text as it comes; the last whole line counts. */
  take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    const [memoryBytes = 0, step = 0] = (lines.at(-1) ?? "").split(" ").map(Number);
    if (memoryBytes > 0) this.#beat({ memoryBytes, step });
  }
}
