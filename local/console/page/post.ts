import { byId, write } from "./element.ts";

/** Asks the server to do something; what comes of it is said on the page. */
export async function post(
  path: string,
  body: object,
  describe: (answer: unknown) => string,
): Promise<void> {
  const result = byId("result");
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer: unknown = text === "" ? {} : JSON.parse(text);
    const { error } = answer as { error?: string };
    write(result, error ?? describe(answer));
  } catch {
    write(result, "The stack does not answer: does npm start still run?");
  }
}
