/** Problems are told in the language that was asked for: over HTTP each time, of a socket at its upgrade. */
import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { settled, upload } from "../data/uploads.fixture.js";
import { testApp } from "../harness.fixture.js";
import { Client, listen } from "./sockets.fixture.js";

const HAN = /\p{sc=Han}/u;
const BAD = { name: "bad.csv", content: Buffer.from("a,b\n") };

test("each socket has the problems of one event in its own language", async () => {
  const to = await testApp();
  onTestFinished(to.close);
  const port = await listen(to.app);
  const user = await to.as("user");
  const authorization = `Bearer ${user.accessToken}`;
  const open = (language: string) =>
    Client.open(port, { headers: { authorization, "accept-language": language } });
  const [english, chinese] = [await open("en"), await open("zh-CN,zh;q=0.9,en;q=0.5")];

  for (const [client, spoken] of [
    [english, false],
    [chinese, true],
  ] as const) {
    client.send({ type: "subscribe", topic: `run:${randomUUID()}` });
    const refusal = await client.message("error");
    expect([refusal.code, HAN.test(refusal.message)]).toEqual(["NOT_FOUND", spoken]);
  }

  const topics = await Promise.all(
    [english, chinese].map(async (client) => {
      const id = randomUUID();
      const uploaded = upload(user, [BAD], `?id=${id}`);
      const { statusCode } = await uploaded;
      expect(statusCode).toBe(202);
      const topic = `data:${id}`;
      client.send({ type: "subscribe", topic });
      await settled(to, user, id);
      const failed = () =>
        client.messages.find((message) => JSON.stringify(message).includes('"state":"failed"'));
      await expect.poll(failed, { timeout: 20_000 }).toBeDefined();
      return [id, JSON.stringify(failed())] as const;
    }),
  );
  expect(topics.map(([, text]) => HAN.test(text))).toEqual([false, true]);

  const [id = ""] = topics[0] ?? [];
  for (const url of [`/api/v1/data/${id}`, "/api/v1/data?state=failed", "/api/v1/data/jobs"]) {
    for (const language of ["en", "zh"]) {
      const answer = await user.inject({ url, headers: { "accept-language": language } });
      expect([answer.statusCode, url, HAN.test(answer.body)]).toEqual([
        200,
        url,
        language === "zh",
      ]);
    }
  }
}, 60_000);
