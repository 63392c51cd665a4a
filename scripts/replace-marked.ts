/** Puts a text between `<!-- name -->` and `<!-- end of name -->`. */
export function replaceMarked(
  document: string,
  name: string,
  text: string,
): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = document.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`The document lacks the markers ${start} and ${end}.`);
  }
  return `${before}${start}\n\n${text}\n\n${end}${after}`;
}
