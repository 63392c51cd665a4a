/** Does some work for each item, at most so many at once; the results come in the items' order. */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  concurrency: number,
  fn: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries(); // shared: each worker takes the next one
  const workers = Array.from({ length: concurrency }, async () => {
    for (const [index, item] of waiting) results[index] = await fn(item);
  });
  await Promise.all(workers);
  return results;
}
