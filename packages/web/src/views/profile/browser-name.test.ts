import { expect, test } from "vitest";
import { browserName } from "./browser-name";

test("browsers are told from their long names", () => {
  const names = [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:130.0) Gecko/20100101 Firefox/130.0",
    "curl/8.5.0",
    "",
  ];
  expect(names.map(browserName)).toEqual([
    "Chrome · Linux",
    "Edge · Windows",
    "Safari · iOS",
    "Firefox · macOS",
    "curl/8.5.0",
    "",
  ]);
});
