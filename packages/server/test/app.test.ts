import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { testApp } from "./harness.fixture.js";

test("opens a database that only its owner may read, at the schema of this version", async () => {
  const { app, close } = await testApp();
  try {
    expect(app.dialect).toBe("sqlite");
    expect(await app.db.selectFrom("runs").selectAll().execute()).toEqual([]);
    expect(statSync(app.paths.database).mode & 0o777).toBe(0o600);
    expect(statSync(app.paths.server).mode & 0o777).toBe(0o700);
  } finally {
    await close();
  }
});
