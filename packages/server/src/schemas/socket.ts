/** Messages of the WebSocket, both ways. Every message is one JSON object with a `type`. */
import { type Static, Type } from "typebox";

const CLOSED = { additionalProperties: false };
const TopicName = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "`runs`, `run:<id>`, `studies`, `study:<id>`, `queue`, `downloads` or `data:<id>`.",
});

/** Where a reader stopped: what it had last, of which start of the server. */
export const Since = Type.Object(
  { epoch: Type.String({ maxLength: 64 }), seq: Type.Integer({ minimum: 0 }) },
  CLOSED,
);

/** From a client. */
export const ClientMessage = Type.Union([
  Type.Object(
    {
      type: Type.Literal("subscribe"),
      topic: TopicName,
      since: Type.Optional(Since),
    },
    CLOSED,
  ),
  Type.Object({ type: Type.Literal("unsubscribe"), topic: TopicName }, CLOSED),
  Type.Object({ type: Type.Literal("ping") }, CLOSED),
]);
export type ClientMessage = Static<typeof ClientMessage>;

/** To a client. Of a topic, `seq` rises by one or more; `epoch` changes when the server restarts. */
export type ServerMessage =
  | { readonly type: "hello"; readonly epoch: string; readonly heartbeatMs: number }
  | { readonly type: "pong" }
  | { readonly type: "unsubscribed"; readonly topic: string }
  /** what was missed follows as events */
  | {
      readonly type: "resumed";
      readonly topic: string;
      readonly epoch: string;
      readonly seq: number;
    }
  /** how things stand, after the events up to `seq` */
  | {
      readonly type: "snapshot";
      readonly topic: string;
      readonly epoch: string;
      readonly seq: number;
      readonly data: unknown;
    }
  | {
      readonly type: "event";
      readonly topic: string;
      readonly epoch: string;
      readonly seq: number;
      readonly event: string;
      readonly data: unknown;
    }
  | {
      readonly type: "error";
      readonly topic: string | null;
      readonly code: string;
      readonly message: string;
    };

/** Close codes. 1009: a message over the size limit. */
export const CLOSE = {
  goingAway: 1001,
  malformed: 1007,
  policy: 1008,
  /** log in again, then come back */
  sessionOver: 4401,
} as const;
