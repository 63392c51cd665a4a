import { Router } from "express";
import { createAssets } from "./assets.ts";

/** The page's files. */
export function createAssetRoutes(): Router {
  const router = Router({ strict: true });
  for (const [path, { type, read }] of createAssets()) {
    router.get(path, async (_, response) => {
      response.type(type).send(await read());
    });
  }
  return router;
}
