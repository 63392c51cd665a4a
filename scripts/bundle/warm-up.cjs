// Run by the deployment's build (`gcp-build`): starts the function, gives it an event, and keeps in ./compile-cache
// what V8 compiled until then, for the instances that start later with NODE_COMPILE_CACHE.
const { spawn } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { createServer, request } = require("node:http");
const http2 = require("node:http2");
const { tmpdir } = require("node:os");
const { dirname, join } = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const { target, environment, path, headers, body } = require("./warm-up.json");

const START_MS = 30_000;
const EVENT_MS = 5000;
const TIMEOUT = "TIMEOUT";

// The shortest message that says yes for Publish, for BatchWrite and for Commit: field 1 is an id, or the result of
// a write with its time; field 2 is a status, or a time. A byte and a length of 4 bytes come before it.
const YES = Buffer.from([0, 0, 0, 0, 6, 0x0a, 2, 0x0a, 0, 0x12, 0]);

/** Stands for Pub/Sub and Firestore. */
const grpc = http2.createServer().on("stream", (stream) => {
  stream.respond(
    { ":status": 200, "content-type": "application/grpc" },
    { waitForTrailers: true },
  );
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.resume().on("end", () => stream.end(YES));
});

/** Stands for the source of access tokens and the messaging platform. */
const web = createServer((call, response) => {
  const headers = {
    "Content-Type": "application/json",
    "Metadata-Flavor": "Google",
  };
  const token = { access_token: "t", expires_in: 3600, token_type: "Bearer" };
  call.resume().on("end", () => {
    response.writeHead(200, headers).end(JSON.stringify(token));
  });
});

async function hostOf(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${server.address().port}`;
}

/** On a Unix socket: at a port, another program could be the one that answers. */
async function warmUp() {
  const folder = mkdtempSync(join(tmpdir(), "warm-up-"));
  try {
    return await warmUpOn(join(folder, "socket"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function warmUpOn(socketPath) {
  const webHost = await hostOf(web);
  const grpcHost = await hostOf(grpc);
  const entry = require.resolve("@google-cloud/functions-framework");
  const framework = join(dirname(entry), "main.js");
  const child = spawn(
    process.execPath,
    [framework, `--target=${target}`, `--source=${__dirname}`],
    {
      env: {
        ...process.env,
        NODE_ENV: "production",
        NODE_COMPILE_CACHE: join(__dirname, "compile-cache"),
        PORT: socketPath,
        PUBSUB_EMULATOR_HOST: grpcHost,
        FIRESTORE_EMULATOR_HOST: grpcHost,
        GCE_METADATA_HOST: webHost,
        METADATA_SERVER_DETECTION: "assume-present",
        BUSINESS_MESSAGES_API_URL: `http://${webHost}`,
        ...environment,
      },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const status = await firstAnswer(socketPath, child);
  child.kill("SIGTERM"); // it writes the cache when it ends
  await ended;
  return status;
}

/** The status of the first answer; undefined if there is none. */
async function firstAnswer(socketPath, child) {
  const giveUpAt = Date.now() + START_MS;
  while (child.exitCode === null && Date.now() < giveUpAt) {
    const { status, code } = await post(socketPath);
    if (status !== undefined || code === TIMEOUT) return status;
    await sleep(50);
  }
}

/** The status of the answer, or the code of what went wrong. */
function post(socketPath) {
  return new Promise((resolve) => {
    const call = request({ socketPath, method: "POST", headers, path });
    call.setTimeout(EVENT_MS, () =>
      call.destroy(Object.assign(new Error(), { code: TIMEOUT })),
    );
    call.on("response", (response) => {
      response
        .resume()
        .on("end", () => resolve({ status: response.statusCode }));
    });
    call.on("error", ({ code }) => resolve({ code }));
    call.end(body);
  });
}

// Whatever goes wrong, a deployment works without the cache: only its instances start more slowly.
warmUp()
  .then((status) => console.log(`${target} answered ${status}.`), console.error)
  .finally(() => process.exit());
