/** Log-in by name and password. What is wrong of the two is not told, neither in words nor in time. */
import type { UsersTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { LoginDelays } from "./login-delays.js";
import { nameKey } from "./names.js";
import type { Passwords } from "./passwords.js";
import type { UsersRepository } from "./users-repository.js";

export interface LogInParts {
  readonly users: UsersRepository;
  readonly passwords: Passwords;
  readonly delays: LoginDelays;
}

export class LogIn {
  readonly #parts: LogInParts;

  constructor(parts: LogInParts) {
    this.#parts = parts;
  }

  /**
   * The user of a name and a password. Throws CREDENTIALS_WRONG; LOGIN_DELAYED after too many of those
   * from this address
   */
  async check(name: string, password: string, address: string): Promise<UsersTable> {
    const { users, passwords, delays } = this.#parts;
    const attempt = { nameKey: nameKey(name), address };
    await delays.begin(attempt);
    const user = await users.byNameKey(attempt.nameKey);
    const known = user === null || user.disabled === 1 ? null : user.password_hash;
    const right = await passwords.verify(known, password);
    if (user === null || known === null || !right) throw new ServerError("CREDENTIALS_WRONG");
    await delays.succeeded(attempt);
    return user;
  }
}
