/** Reads what heartbeat-thread.ts writes: a line with bytes of memory, ten times a second. */
export class HeartbeatReader {
  readonly #beat: (memoryBytes: number) => void;
  #rest = "";

  constructor(beat: (memoryBytes: number) => void) {
    this.#beat = beat;
  }

  /** Takes text as it comes; the last whole line counts. */
  take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    const last = Number(lines.at(-1));
    if (last > 0) this.#beat(last);
  }
}
