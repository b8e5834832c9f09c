/** What is sent and answered about accounts: log-ins, users, API keys. */
import { type Static, Type } from "typebox";
import { ROLES, SCOPES } from "../access.js";
import { Id, Nullable, Page, PageQuery, TimeMs } from "./parts.js";

export const RoleSchema = Type.Enum([...ROLES]);
const ScopeSchema = Type.Enum([...SCOPES]);

/** No blanks, quotes, brackets or slashes, so that a name can stand anywhere. */
const Name = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: "^[^\\u0000-\\u0020\\u007f-\\u00a0\\u2000-\\u206f\"'`<>/\\\\]+$",
  description: "Differs from others in more than case.",
});
const NewPassword = Type.String({ minLength: 10, maxLength: 256 });
/** As short as older rules may have allowed. */
const Password = Type.String({ minLength: 1, maxLength: 256 });
const Typed = Type.String({ minLength: 1, maxLength: 64, pattern: "^[^\\u0000]+$" });

function old(meaning: string) {
  return { deprecated: true, description: `Of the older system: ${meaning}.` };
}

export const User = Type.Object(
  {
    id: Id,
    name: Type.String(),
    role: RoleSchema,
    disabled: Type.Boolean({ description: "Cannot log in, and his keys do nothing." }),
    hasPassword: Type.Boolean(),
    createdMs: TimeMs,
    username: Type.String(old("name")),
  },
  { title: "User" },
);
export type User = Static<typeof User>;

export const AuthStatus = Type.Object({
  setupNeeded: Type.Boolean({ description: "The first administrator is not made yet." }),
  singleUser: Type.Boolean({ description: "Nobody has to log in." }),
});

export const AuthSession = Type.Object(
  {
    accessToken: Type.String({ description: "Send it as `Authorization: Bearer`." }),
    expiresInMs: Type.Integer({ description: "Refresh it before." }),
    user: User,
    success: Type.Literal(true, old("always true")),
    message: Type.String(old("always `ok`")),
    token: Type.String(old("accessToken")),
    access_token: Type.String(old("accessToken")),
    token_type: Type.Literal("bearer", old("always `bearer`")),
    expires_in: Type.Integer(old("expiresInMs in seconds")),
  },
  { title: "AuthSession" },
);
export type AuthSession = Static<typeof AuthSession>;

export const SetUpBody = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200, description: "As the terminal shows it." }),
    name: Name,
    password: NewPassword,
  },
  { additionalProperties: false },
);

export const LogInBody = Type.Object(
  {
    name: Type.Optional(Typed),
    username: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, pattern: "^[^\\u0000]+$", ...old("name") }),
    ),
    password: Password,
  },
  { additionalProperties: false },
);

export const PasswordBody = Type.Object(
  { currentPassword: Password, newPassword: NewPassword },
  { additionalProperties: false },
);

/** The app's own: language, theme, defaults. */
const Preferences = Type.Record(
  Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,63}$" }),
  Type.Unknown(),
  { maxProperties: 64, description: "The app's own; at most 16 KB as JSON." },
);

export const Profile = Type.Object({
  id: Id,
  name: Type.String(),
  role: RoleSchema,
  scopes: Type.Array(ScopeSchema),
  via: Type.Enum(["token", "cookie", "key", "singleUser"]),
  preferences: Type.Record(Type.String(), Type.Unknown()),
  createdMs: TimeMs,
  username: Type.String(old("name")),
  success: Type.Literal(true, old("always true")),
  user: Type.Object(
    { id: Id, username: Type.String(), name: Type.String(), role: RoleSchema },
    old("the members beside it"),
  ),
});

export type Profile = Static<typeof Profile>;

export const ProfileBody = Type.Object(
  { preferences: Preferences },
  { additionalProperties: false },
);

export const Permissions = Type.Object({
  role: RoleSchema,
  scopes: Type.Array(ScopeSchema),
  permissions: Type.Array(ScopeSchema, old("scopes")),
  success: Type.Literal(true, old("always true")),
});

/** A log-in that has not ended: a browser, or a program that logged in. */
export const LogIn = Type.Object(
  {
    id: Id,
    current: Type.Boolean({ description: "Whether it is the one that asks." }),
    begunMs: TimeMs,
    usedMs: Type.Integer({ minimum: 0, description: "UTC ms of its newest token." }),
    expiresMs: TimeMs,
    userAgent: Type.String({ description: "As the browser named itself." }),
    address: Type.String(),
  },
  { title: "LogIn" },
);
export type LogIn = Static<typeof LogIn>;

export const LogInList = Type.Object({ items: Type.Array(LogIn) });

export const ApiKey = Type.Object(
  {
    id: Id,
    name: Type.String(),
    prefix: Type.String({ description: "How the key begins." }),
    scopes: Type.Array(ScopeSchema),
    createdMs: TimeMs,
    expiresMs: Nullable(TimeMs),
    lastUsedMs: Nullable(TimeMs),
  },
  { title: "ApiKey" },
);
export type ApiKey = Static<typeof ApiKey>;

export const ApiKeyList = Type.Object({ items: Type.Array(ApiKey) });

export const NewApiKeyBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64, pattern: "^[^\\u0000-\\u001f]+$" }),
    scopes: Type.Array(ScopeSchema, { minItems: 1, maxItems: SCOPES.length, uniqueItems: true }),
    expiresMs: Type.Optional(Nullable(TimeMs)),
  },
  { additionalProperties: false },
);

export const NewApiKey = Type.Object({
  key: Type.String({ description: "The only time that it is shown." }),
  apiKey: ApiKey,
});

export const UserPage = Page(User);

export const DeleteUserQuery = Type.Object(
  {
    belongings: Type.Enum(["keep", "remove"] as const, {
      type: "string",
      default: "keep",
      description: "What becomes of what the user owns.",
    }),
  },
  { additionalProperties: false },
);

export const UserQuery = Type.Object(
  {
    ...PageQuery,
    search: Type.String({
      maxLength: 64,
      pattern: "^[^\\u0000]*$",
      default: "",
      description: "Part of a name.",
    }),
  },
  { additionalProperties: false },
);

export const NewUserBody = Type.Object(
  { name: Name, password: NewPassword, role: RoleSchema },
  { additionalProperties: false },
);

export const UserBody = Type.Object(
  {
    name: Type.Optional(Name),
    password: Type.Optional(NewPassword),
    role: Type.Optional(RoleSchema),
    disabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);
