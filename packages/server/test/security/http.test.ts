/** What only a real connection shows: hosts, limits of head and body, HTTP that is none. */
import { request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, testApp } from "../harness.fixture.js";

let server: TestApp;
let port: number;

beforeAll(async () => {
  server = await testApp({ port: 0 });
  await server.app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = server.app.server.address() as AddressInfo);
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

function get(headers: Record<string, string>, path = "/api/v1/auth/status"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        const { code } = JSON.parse(text);
        resolve({ status: response.statusCode ?? 0, code, headers: response.headers });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** Sends bytes as they are. Returns all that comes back until the server closes */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => {
      answer += part;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
    });
  });
}

function problemOf(answer: string) {
  const [head = "", body = "{}"] = answer.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), ...JSON.parse(body) };
}

describe("a name that leads here", () => {
  test("is answered when it is this machine's, with the port that is listened to", async () => {
    for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
      expect(await get({ host: `${name}:${port}` })).toMatchObject({ status: 200 });
    }
  });

  test.each([
    "evil.example",
    "localhost",
    "localhost:1",
    "127.0.0.1.evil.example",
    "0.0.0.0",
  ])("is not answered when it is %s (DNS rebinding)", async (host) => {
    const refused = { status: 421, code: "HOST_NOT_ALLOWED" };
    expect(await get({ host })).toMatchObject(refused);
    expect(await get({ host: `localhost:${port}`, "x-forwarded-host": host })).toMatchObject({
      status: 200,
    });
    expect(await get({ host, "x-forwarded-host": `localhost:${port}` })).toMatchObject(refused);
  });

  test("is refused before a rebound page learns what is there", async () => {
    for (const path of ["/", "/docs", "/api/v1/runs", "/ws", "/nowhere"]) {
      expect(await get({ host: "evil.example" }, path)).toMatchObject({ status: 421 });
    }
  });
});

test("pages of other sites get no answer and no leave to read one", async () => {
  const host = `localhost:${port}`;
  for (const origin of ["http://evil.example", "null", "http://localhost:3000"]) {
    const answer = await get({ host, origin });
    expect(answer).toMatchObject({ status: 403, code: "ORIGIN_NOT_ALLOWED" });
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  }
  expect(await get({ host, origin: `http://${host}` })).toMatchObject({ status: 200 });
});

describe("an upgrade", () => {
  const upgrade = (headers: string) =>
    raw(
      `GET /ws HTTP/1.1\r\n${headers}Connection: Upgrade\r\nUpgrade: websocket\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );

  test("is guarded as a request is, and its socket closed when it is refused", async () => {
    const host = `Host: localhost:${port}\r\n`;
    const { accessToken } = await server.as("viewer");
    const cookie = `Cookie: perpmill_session=${accessToken}\r\n`;
    const cases = [
      ["Host: evil.example\r\n", "HOST_NOT_ALLOWED"],
      [`${host}Origin: http://evil.example\r\n${cookie}`, "ORIGIN_NOT_ALLOWED"],
      [`${host}Origin: null\r\n${cookie}`, "ORIGIN_NOT_ALLOWED"],
      [`${host}${cookie}`, "ORIGIN_NOT_ALLOWED"],
      [host, "UNAUTHENTICATED"],
      [`${host}Origin: http://localhost:${port}\r\n`, "UNAUTHENTICATED"],
      [`${host}Authorization: Bearer x\r\n`, "TOKEN_INVALID"],
    ] as const;
    for (const [headers, code] of cases) {
      const answer = await upgrade(headers);
      expect([headers, problemOf(answer).code]).toEqual([headers, code]);
    }
  });

  test("is not done for a token in the address", async () => {
    const { accessToken } = await server.as("viewer");
    const answer = await raw(
      `GET /ws?token=${accessToken} HTTP/1.1\r\nHost: localhost:${port}\r\n` +
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    expect(problemOf(answer).code).toBe("UNAUTHENTICATED");
  });
});

describe("the shape of errors holds for", () => {
  test("a head that is too large", async () => {
    const head = `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX-Large: ${"x".repeat(20_000)}\r\n\r\n`;
    expect(problemOf(await raw(head))).toMatchObject({ status: 431, code: "REQUEST_TOO_LARGE" });
  });

  test("what is no HTTP", async () => {
    for (const text of ["nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\0\0\0\r\n\r\n"]) {
      expect(problemOf(await raw(text))).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
    }
  });

  test("two lengths of one body (request smuggling)", async () => {
    const head =
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost:${port}\r\n` +
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    expect(problemOf(await raw(head))).toMatchObject({ status: 400, code: "REQUEST_INVALID" });
  });

  test("a path that cannot be decoded", async () => {
    expect(await get({ host: `localhost:${port}` }, "/%E0%A4%A")).toMatchObject({
      status: 400,
      code: "REQUEST_INVALID",
    });
  });
});

test("a body larger than the limit is not read", async () => {
  const { app } = server;
  const headers = { "content-type": "application/json" };
  const payload = `{"name":"${"x".repeat(2 << 20)}"}`;
  const response = await app.inject({
    method: "POST",
    url: "/api/v1/auth/login",
    headers,
    payload,
  });
  expect([response.statusCode, response.json().code]).toEqual([413, "REQUEST_TOO_LARGE"]);
});

test.each([
  '{"name":',
  "[]",
  '{"__proto__":{"role":"admin"}}',
  "null",
  '"x"',
  "",
])("a body of %j is one clear error", async (payload) => {
  const headers = { "content-type": "application/json" };
  const url = "/api/v1/auth/login";
  const response = await server.app.inject({ method: "POST", url, headers, payload });
  expect([response.statusCode, response.json().code]).toEqual([400, "REQUEST_INVALID"]);
});
