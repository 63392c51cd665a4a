/** The messages and stacks of an error and of its causes: all that a log may show of it. */
export function textsOf(error: unknown): string {
  const texts: string[] = [];
  let current = error as Partial<Error> | undefined;
  while (current && texts.length < 20) {
    texts.push(String(current.message), String(current.stack));
    current = current.cause as Partial<Error> | undefined;
  }
  return texts.join("\n");
}
