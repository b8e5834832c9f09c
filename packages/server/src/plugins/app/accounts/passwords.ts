/**
 * Hashes of passwords: argon2id. Each takes 64 MiB and a tenth of a second, so at most two are computed
 * at once and a bounded number waits; what comes on top is told to try again.
 */
import { hash, verify } from "@node-rs/argon2";
import { ServerError } from "../../../errors.js";

const RUNNING = 2;
const WAITING = 32;
const RETRY_MS = 3000;

/** argon2id (2) as RFC 9106 recommends it where memory is scarce. */
const OPTIONS = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;

/** A well-formed hash of these options that no password has: names that do not exist cost the same time. */
const NOBODY = `$argon2id$v=19$m=65536,t=3,p=4$${"A".repeat(22)}$${"A".repeat(43)}`;

export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** The hash of a password, with its salt and options. Throws RATE_LIMITED when too many wait */
  hash(password: string): Promise<string> {
    return this.#turn(() => hash(password.normalize("NFKC"), OPTIONS));
  }

  /**
   * Whether a password has a hash. Takes its time for null (no such user, or none with a password) too.
   * Throws RATE_LIMITED when too many wait
   */
  verify(known: string | null, password: string): Promise<boolean> {
    return this.#turn(() => verify(known ?? NOBODY, password.normalize("NFKC")));
  }

  async #turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < RUNNING) this.#running += 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Whoever waits takes over the place: it is never free in between.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= WAITING) {
      throw new ServerError("RATE_LIMITED", {
        message: "too many log-ins at the same time",
        retryAfterMs: RETRY_MS,
      });
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
