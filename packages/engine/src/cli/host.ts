/** What the command needs from the process around it; injected, so that tests run it in-process. */

/** A stream that text can be written to. */
export interface CliStream {
  write(text: string): unknown;
  /** true on a terminal */
  readonly isTTY?: boolean | undefined;
  /** width of the terminal in characters */
  readonly columns?: number | undefined;
}

export interface CliHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `process.platform` */
  readonly platform: string;
  /** process id, for names of temporary files */
  readonly pid: number;
  /** absolute; paths of arguments are relative to it */
  readonly cwd: string;
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  /** a clock that only goes forward, ms */
  readonly nowMs: () => number;
  /** the time of day, UTC ms: which bars are over */
  readonly utcMs: () => number;
  /** runs a program of Node in the foreground, with this process's streams; gives its exit code */
  readonly runNode: (program: string, argv: readonly string[]) => Promise<number>;
  /** the file that worker threads of sweeps run */
  readonly sweepWorker: URL;
  /** aborted by Ctrl-C */
  readonly signal: AbortSignal;
  /**
   * Lets Ctrl-C end the process at once until the function that it gives is called: in a strategy of
   * one's own that never comes back, nobody looks at the signal.
   */
  readonly endOnInterrupt: () => () => void;
}
