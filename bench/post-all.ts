import { createHttpClient } from "./http-client.ts";
import type { Post } from "./requests.ts";

/** Posts each request once, so many at a time. One that is not answered with 2xx is an error. */
export async function postAll(
  url: string,
  posts: readonly Post[],
  atOnce: number,
): Promise<void> {
  const client = createHttpClient();
  const left = posts.values();
  const one = async () => {
    for (const post of left) {
      const status = await client.post(url, post);
      if (status >= 300) throw new Error(`A request was answered ${status}.`);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, one));
  } finally {
    client.close();
  }
}
