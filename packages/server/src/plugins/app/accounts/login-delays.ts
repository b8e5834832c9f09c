/**
 * Makes guessing slow: each failed try of a name from an address makes the next one there wait longer.
 * Never a lock, and never at another address: a stranger cannot keep the owner out.
 */
import { isIPv6 } from "node:net";
import type { Clock } from "../../../clock.js";
import { ServerError } from "../../../errors.js";
import type { DelaySteps, LoginFailuresRepository } from "./login-failures-repository.js";

/** Three are free, then 1 s, 2 s, 4 s … a quarter of an hour. */
export const DELAY_STEPS: DelaySteps = { free: 3, firstMs: 1000, lastMs: 15 * 60_000 };
const FORGOTTEN_MS = 86_400_000;

/** Who tries, and from where. */
export interface Try {
  readonly nameKey: string;
  readonly address: string;
}

/** An address as it is counted: of IPv6 the /64 that one subscriber has, of IPv4 all. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const plain = address.toLowerCase().split("%")[0] ?? "";
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

export class LoginDelays {
  readonly #failures: LoginFailuresRepository;
  readonly #clock: Clock;

  constructor(failures: LoginFailuresRepository, clock: Clock) {
    this.#failures = failures;
    this.#clock = clock;
  }

  /**
   * Counts a try before it is made, so that many at once do not slip through together; `succeeded`
   * takes it back. Throws LOGIN_DELAYED with the time to wait
   */
  async begin({ nameKey, address }: Try): Promise<void> {
    const nowMs = this.#clock.nowMs();
    const key = { name_key: nameKey, address: addressKey(address) };
    await this.#failures.prune(nowMs - FORGOTTEN_MS);
    if (await this.#failures.count(key, nowMs, DELAY_STEPS)) return;
    const until = (await this.#failures.get(key))?.next_try_ms ?? nowMs;
    const retryAfterMs = Math.max(1000, until - nowMs);
    throw new ServerError("LOGIN_DELAYED", {
      message: `too many failed log-ins: wait ${Math.ceil(retryAfterMs / 1000)} s`,
      retryAfterMs,
    });
  }

  async succeeded({ nameKey, address }: Try): Promise<void> {
    await this.#failures.clear({ name_key: nameKey, address: addressKey(address) });
  }
}
