import { readFileSync } from "node:fs";

/** The text of docs/deploy.md. */
export const guide = readFileSync("docs/deploy.md", "utf8");

/** The guide's blocks of a language, without what they are indented by. */
export function blocks(language: string): string[] {
  const pattern = new RegExp(`^( *)\`\`\`${language}\n(.*?)^ *\`\`\`$`, "gms");
  return [...guide.matchAll(pattern)].map(([, indent = "", block = ""]) =>
    block.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

/** The one block of a language with this in it. */
export function block(language: string, part: string): string {
  const [found, ...more] = blocks(language).filter((text) =>
    text.includes(part),
  );
  if (found === undefined || more.length > 0) {
    throw new Error(`The guide has not one block of ${language} with ${part}.`);
  }
  return found;
}
