import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { countMessages, toPublishResponse } from "./wire.ts";

// Confirms every publish at once, and keeps nothing: for throughput, where Google's emulator would be what is
// measured. gRPC by hand, since its library would take a quarter of what the function takes. Prints its port.
const WINDOW = 4 * 1024 * 1024; // as a far server would grant; by default 64 KB
const PREFIX = 5; // bytes before a gRPC message: whether it is compressed, and its length

const server = createServer({ settings: { initialWindowSize: WINDOW } });
server.on("session", (session) => session.setLocalWindowSize(WINDOW * 4));
server.on("stream", (stream) => {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("end", () => {
    const request = Buffer.concat(chunks).subarray(PREFIX);
    const response = toPublishResponse(countMessages(request));
    const prefix = Buffer.alloc(PREFIX);
    prefix.writeUInt32BE(response.length, 1);
    stream.respond(
      { "content-type": "application/grpc" },
      { waitForTrailers: true },
    );
    stream.on("wantTrailers", () =>
      stream.sendTrailers({ "grpc-status": "0" }),
    );
    stream.end(Buffer.concat([prefix, response]));
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log((server.address() as AddressInfo).port);
});
