import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "esbuild";
import { keepMethods, type UsedService } from "./keep-methods.ts";

const STUBS: readonly [imported: RegExp, stub: string][] = [
  [/^@grpc\/proto-loader$/, "proto-loader"],
  [/^google-gax(\/fallback)?$/, "google-gax"],
  [/^@google-cloud\/firestore-api(\/build\/src\/v1)?$/, "firestore-api"],
  [/^@google-cloud\/pubsub$/, "pubsub"],
  [/^\.\.\/protos\/firestore_v1_proto_api$/, "firestore-protos"],
];

/** Of each service's description, what the functions call. */
const DESCRIPTIONS: readonly [file: RegExp, used: UsedService][] = [
  [
    /pubsub-api\/build\/protos\/protos\.json$/,
    { service: "google.pubsub.v1.Publisher", methods: ["Publish"] },
  ],
  [
    /firestore-api\/build\/protos\/protos\.json$/,
    {
      service: "google.firestore.v1.Firestore",
      methods: [
        "BatchGetDocuments",
        "BatchWrite",
        "BeginTransaction",
        "Commit",
        "Rollback",
        "RunQuery",
      ],
    },
  ],
];

/**
 * Bundles of Google's client libraries only what the functions use. An instance of Cloud Run has to read and compile
 * all that is in a bundle before it answers its first request.
 */
export const leanLibraries: Plugin = {
  name: "lean-libraries",
  setup(build) {
    for (const [filter, name] of STUBS) {
      const path = resolve(`scripts/bundle/${name}.cjs`);
      build.onResolve({ filter }, () => ({ path }));
    }
    build.onResolve({ filter: /^\.\/fallback$/ }, ({ importer }) =>
      importer.includes("/google-gax/")
        ? { path: resolve("scripts/bundle/google-gax-fallback.cjs") }
        : undefined,
    );
    for (const [filter, used] of DESCRIPTIONS) {
      build.onLoad({ filter }, ({ path }) => {
        const description = JSON.parse(readFileSync(path, "utf8")) as object;
        const contents = JSON.stringify(keepMethods(description, used));
        return { contents, loader: "json" };
      });
    }
  },
};
