/** The one shape of every error that is answered. */
import { type Static, Type } from "typebox";

/** One of several things that are wrong with a request. */
export const ProblemIssue = Type.Object({
  field: Type.String(),
  message: Type.String(),
  hint: Type.String(),
});

/** Where in a source the compiler found something; lines and columns count from 1. */
export const Diagnostic = Type.Object({
  file: Type.String(),
  line: Type.Integer({ minimum: 1 }),
  column: Type.Integer({ minimum: 1 }),
  length: Type.Integer({ minimum: 0, description: "Characters that it is about." }),
  message: Type.String(),
  hint: Type.String(),
});

export const Problem = Type.Object(
  {
    code: Type.String({ description: "Stable; branch on this, never on the text." }),
    message: Type.String({ description: "One sentence, in the language of Accept-Language." }),
    field: Type.Optional(Type.String({ description: "What of the request it is about." })),
    hint: Type.String({ description: "What to do." }),
    requestId: Type.String({ description: "Finds this request in the server's log." }),
    issues: Type.Optional(Type.Array(ProblemIssue)),
    diagnostics: Type.Optional(
      Type.Array(Diagnostic, { description: "All that a compiler found, of STRATEGY_INVALID." }),
    ),
  },
  { title: "Problem" },
);
export type Problem = Static<typeof Problem>;
