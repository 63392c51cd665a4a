// Which folder may import which, type-only imports included: docs/decisions/2026-11-22-tools.md.

/**
 * The layers of shared/: each folder with the lower folders that it may import.
 * @type {Record<string, readonly string[]>}
 */
const LAYERS = {
  project: ["stats", "firestore", "messages", "runtime"],
  stats: ["messages", "runtime"],
  pubsub: ["channels", "messages", "events", "runtime"],
  firestore: ["messages", "events", "runtime"],
  channels: ["messages", "events", "runtime"],
  messages: ["events", "runtime"],
  events: ["runtime"],
  runtime: [],
};

const layerRules = Object.entries(LAYERS).map(([folder, lower]) => ({
  name: `shared-${folder}-imports-downward`,
  comment: `shared/${folder} may import only ${lower.join(", ") || "packages"}.`,
  severity: "error",
  from: { path: `^shared/${folder}/` },
  to: {
    path: "^shared/",
    pathNot: [folder, ...lower].map((each) => `^shared/${each}/`),
  },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment:
        "Files that import each other can't be understood one at a time.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "shared-is-lowest",
      comment: "shared/ imports nothing from outside.",
      severity: "error",
      from: { path: "^shared/" },
      to: { path: "^(functions|cli|local|scripts|bench|test)/" },
    },
    {
      name: "no-loose-files-in-shared",
      comment:
        "A file of shared/ lies in the folder of its concept, and each folder has a layer.",
      severity: "error",
      from: { path: `^shared/(?!(${Object.keys(LAYERS).join("|")})/)` },
      to: {},
    },
    {
      name: "pubsub-imports-types-of-channels",
      comment: "shared/pubsub knows the channels by their types only.",
      severity: "error",
      from: { path: "^shared/pubsub/" },
      to: { path: "^shared/channels/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "functions-import-shared",
      comment: "A function imports itself and shared/.",
      severity: "error",
      from: { path: "^functions/([^/]+)/" },
      to: {
        path: "^(functions|cli|local|scripts|bench|test)/",
        pathNot: "^functions/$1/",
      },
    },
    {
      name: "no-tests-in-programs",
      comment: "What isn't a test or a benchmark doesn't import them.",
      severity: "error",
      from: { path: "^(cli|local|scripts)/" },
      to: { path: "^(test|bench)/" },
    },
    ...layerRules,
  ],
  options: {
    tsPreCompilationDeps: true, // type-only imports, too
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    includeOnly: "^(functions|shared|cli|local|scripts|bench|test)/",
    enhancedResolveOptions: { extensions: [".ts", ".cjs", ".js"] },
  },
};
