import { expect, it } from "@jest/globals";
import { run } from "../../support/run.ts";

const PROGRAM = `
  import { disableDomains } from "./shared/runtime/disable-domains.ts";
  import { http } from "@google-cloud/functions-framework";
  import { getTestServer } from "@google-cloud/functions-framework/testing";
  disableDomains();
  http("f", async (request, response) => {
    await Promise.resolve();
    response.send("in a domain: " + (process.domain != null));
  });
  const server = getTestServer("f").listen(0, async () => {
    const answer = await fetch("http://127.0.0.1:" + server.address().port);
    console.log(await answer.text());
    process.exit();
  });
`;

// In a process of its own: it changes a module of Node's.
it("the framework runs a function in no domain, and answers as before", async () => {
  const flags = ["--input-type=module-typescript", "--eval", PROGRAM];
  const { stdout, stderr } = await run(flags);
  expect({ stdout, stderr }).toEqual({
    stdout: "in a domain: false\n",
    stderr: "",
  });
});
