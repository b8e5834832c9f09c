/** What a reader of the WebSocket is told of a study. */
import { languageOf } from "../../src/language.js";
import type { TestApp, TestUser } from "../harness.fixture.js";

export interface StudyEvent {
  readonly event: string;
  readonly data: {
    readonly index?: readonly number[];
    readonly done?: number;
    readonly share?: number;
  };
}

/** Events of a study from now on; null: the reader cannot see it. */
export async function follow(
  { app }: TestApp,
  user: TestUser,
  studyId: string,
): Promise<readonly StudyEvent[] | null> {
  const authorization = { kind: "token", token: user.accessToken } as const;
  const principal = await app.accounts.authenticate(authorization);
  if (principal === null) throw new Error("not logged in");
  const reader = { ...principal, language: languageOf(undefined) };
  const found = await app.topics.find(reader, `study:${studyId}`);
  if (found === null) return null;
  const events: StudyEvent[] = [];
  app.events.listen(found.topic, (_, { event, data }) => {
    events.push({ event, data: data as StudyEvent["data"] });
  });
  return events;
}
