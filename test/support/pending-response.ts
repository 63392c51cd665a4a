/**
 * Whether an answer is still outstanding after other requests to the same server went all the way there
 * and back: one that was under way would have come before theirs.
 */
export async function isPending(
  answer: Promise<unknown>,
  goThereAndBack: () => Promise<unknown>,
): Promise<boolean> {
  let isAnswered = false;
  const note = () => {
    isAnswered = true;
  };
  void answer.then(note, note);
  for (let count = 0; count < 5; count++) await goThereAndBack();
  return !isAnswered;
}
