const { transformSync } = require("esbuild");

/** Turns a TypeScript file into CommonJS for jest. Types are checked by `npm run typecheck`. */
module.exports = {
  process: (sourceText, sourcePath) => {
    const { code, map } = transformSync(sourceText, {
      loader: "ts",
      format: "cjs",
      target: "node24",
      supported: { "dynamic-import": false }, // jest has no import() for CommonJS
      sourcemap: true,
      sourcefile: sourcePath,
    });
    return { code, map };
  },
};
