/** `perpmill user …`: accounts from the machine itself, for when nobody can log in. */
import type { FastifyInstance } from "fastify";
import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import { ROLES, type Role } from "../access.js";
import type { UsersTable } from "../db/schema.js";
import { nameKey } from "../plugins/app/accounts/names.js";
import { UsersRepository } from "../plugins/app/accounts/users-repository.js";
import { SetUpBody } from "../schemas/accounts.js";
import { UsageError } from "../usage-error.js";
import { withAccounts } from "./accounts-app.js";
import type { ServerContext } from "./context.js";
import { readPassword } from "./read-password.js";
import { type SettingOptions, settingsOf } from "./settings-options.js";

export type UserOptions = SettingOptions & {
  readonly json?: boolean;
  readonly role?: string;
};

/** What is done with an account, by the name of the subcommand. */
export type UserAction =
  | { readonly do: "list" }
  | { readonly do: "add" | "password" | "disable" | "enable"; readonly name: string }
  | { readonly do: "role"; readonly name: string; readonly role: string };

const PAGE = 200;

function check(schema: TSchema, what: string, value: string, shown: string): void {
  const [problem] = Value.Errors(schema, value);
  if (problem !== undefined) throw new UsageError(`${what} ${shown}: ${problem.message}`);
}

function roleOf(text: string): Role {
  const role = ROLES.find((one) => one === text);
  if (role === undefined) throw new UsageError(`${text} is no role: ${ROLES.join(", ")}`);
  return role;
}

async function all(app: FastifyInstance): Promise<readonly UsersTable[]> {
  const found: UsersTable[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await app.accounts.users.page({
      limit: PAGE,
      search: "",
      ...(cursor && { cursor }),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

async function idOf(app: FastifyInstance, name: string): Promise<string> {
  const user = await new UsersRepository(app.db).byNameKey(nameKey(name));
  if (user === null) throw new UsageError(`there is no user ${JSON.stringify(name)}`);
  return user.id;
}

async function newPassword(context: ServerContext): Promise<string> {
  const password = await readPassword(context);
  check(SetUpBody.properties.password, "the password", password, "does not fit");
  return password;
}

async function carryOut(
  action: UserAction,
  options: UserOptions,
  context: ServerContext,
  app: FastifyInstance,
): Promise<readonly UsersTable[]> {
  const { users } = app.accounts;
  if (action.do === "list") return all(app);
  const { name } = action;
  switch (action.do) {
    case "add": {
      const role = roleOf(options.role ?? "user");
      check(SetUpBody.properties.name, "the name", name, JSON.stringify(name));
      return [await users.create({ name, role, password: await newPassword(context) })];
    }
    case "password": {
      const id = await idOf(app, name);
      return [await users.change(id, { password: await newPassword(context) })];
    }
    case "role":
      return [await users.change(await idOf(app, name), { role: roleOf(action.role) })];
    case "disable":
    case "enable":
      return [await users.change(await idOf(app, name), { disabled: action.do === "disable" })];
  }
}

/** Carries a subcommand out and shows the accounts as they are then. */
export async function userCommand(
  action: UserAction,
  options: UserOptions,
  context: ServerContext,
): Promise<void> {
  const { host, texts } = context;
  const { json, role: _, ...given } = options;
  const { settings } = await settingsOf(given, context);
  const users = await withAccounts(settings, (app) => carryOut(action, options, context, app));
  if (json === true) {
    const shown = users.map(({ id, name, role, disabled }) => ({
      id,
      name,
      role,
      disabled: disabled === 1,
    }));
    host.stdout.write(`${JSON.stringify(action.do === "list" ? shown : shown[0], null, 2)}\n`);
    return;
  }
  if (users.length === 0) host.stdout.write(`${texts.noUsers}\n`);
  for (const { name, role, disabled } of users) {
    host.stdout.write(`${texts.userDone(name, role, disabled === 1)}\n`);
  }
}
