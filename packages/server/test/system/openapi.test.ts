/** The description of the API: a document that others' tools take, and the pages that show it. */
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "../harness.fixture.js";

let server: TestApp;
beforeAll(async () => {
  server = await testApp({ publicDocs: true });
});
afterAll(() => server.close());

test("the document passes the linter of Redocly", async () => {
  const source = (await server.app.inject("/docs/json")).body;
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      // Data sets have long work of their own below fixed names, which ids (UUIDs) can never be.
      "no-ambiguous-paths": "off",
    },
  });
  const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
  // what a WebSocket answers when all is well is 101
  const isSocket = (pointer = "") => pointer === "#/paths/~1ws/get/responses";
  const wrong = problems.filter(({ location }) => !isSocket(location[0]?.pointer));
  const told = wrong.map(({ ruleId, message, location }) => {
    return `${ruleId}: ${message} at ${location.map(({ pointer }) => pointer).join(" ")}`;
  });
  expect(told).toEqual([]);
});

test("every operation has its id, a summary, a tag that is explained, and says who may call it", () => {
  const { paths = {}, tags = [], openapi } = server.app.swagger() as OpenApi;
  expect(openapi).toBe("3.1.0");
  const explained = new Set(tags.map(({ name }) => name));
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThan(40);
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const operation of operations) {
    expect(operation.summary, operation.operationId).toMatch(/\S/);
    expect(
      operation.tags?.every((tag) => explained.has(tag)),
      operation.operationId,
    ).toBe(true);
    expect(operation["x-access"], operation.operationId).toMatch(/^(public|docs|\w+:[a-z:]+)$/);
  }
});

test("what has a name is described once", () => {
  const { components } = server.app.swagger() as OpenApi;
  expect(Object.keys(components?.schemas ?? {})).toEqual(
    expect.arrayContaining(["Problem", "RunDetail", "DataSet", "User"]),
  );
});

test("Swagger UI and ReDoc load nothing from elsewhere and nothing that the policy forbids", async () => {
  for (const url of ["/docs/", "/redoc"]) {
    const { statusCode, body, headers } = await server.app.inject(url);
    expect([url, statusCode]).toEqual([url, 200]);
    expect(headers["content-type"]).toContain("text/html");
    expect(body).not.toMatch(/https?:\/\//);
    // scripts in the page itself would not run
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
    const links = [...body.matchAll(/(?:src|href|spec-url)="([^"]+)"/g)].map(
      ([, link]) => link ?? "",
    );
    expect(links.length).toBeGreaterThan(0);
    for (const link of links.filter((one) => !one.startsWith("data:"))) {
      const { pathname } = new URL(link, `http://localhost${url}`);
      expect([link, (await server.app.inject(pathname)).statusCode]).toEqual([link, 200]);
    }
  }
});

test("ReDoc asks no other server for pictures, and this one for no icon", async () => {
  const { body: page } = await server.app.inject("/redoc");
  expect(page).toContain('<link rel="icon" href="data:,">');
  const { body: bundle } = await server.app.inject("/redoc/redoc.standalone.js");
  expect(bundle).not.toMatch(/\bsrc:"https?:/);
});

test("below a proxy's path, the pages load from there", async () => {
  const below = await testApp({ publicDocs: true, basePath: "/perpmill" });
  try {
    expect((await below.app.inject("/docs")).body).toContain('src="/perpmill/docs/static/');
    expect((await below.app.inject("/redoc")).body).toContain('spec-url="/perpmill/docs/json"');
    expect((below.app.swagger() as OpenApi).servers).toEqual([{ url: "/perpmill" }]);
  } finally {
    await below.close();
  }
});

test("without --public-docs they are for administrators", async () => {
  const { app, as, close } = await testApp();
  try {
    const [user, admin] = [await as("user"), await as("admin")];
    for (const url of ["/docs/", "/docs/json", "/redoc", "/metrics", "/api/v1/system/metrics"]) {
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 401]);
      expect([url, (await user.inject({ url })).statusCode]).toEqual([url, 403]);
      expect([url, (await admin.inject({ url })).statusCode]).toEqual([url, 200]);
    }
  } finally {
    await close();
  }
});

interface OpenApi {
  readonly openapi: string;
  readonly servers?: readonly { readonly url: string }[];
  readonly tags?: readonly { readonly name: string }[];
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly "x-access"?: string;
}
