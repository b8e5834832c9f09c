export interface DevOptions {
  readonly root: string;
  readonly home: string;
  readonly port: number;
  readonly webPort: number;
  readonly compiled: readonly string[];
  readonly serveArgs: readonly string[];
  readonly write: (line: string) => void;
}
export function startDev(options: DevOptions): {
  stop(exitCode: number): void;
  readonly ended: Promise<number>;
};
