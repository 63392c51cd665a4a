import { Server, ServerCredentials } from "@grpc/grpc-js";
import { countMessages, toPublishResponse } from "./publish-wire.ts";

// Confirms every publish at once, and keeps nothing: for throughput, where Google's emulator would be what is
// measured. Prints its port.
const server = new Server({
  "grpc-node.flow_control_window": 4 * 1024 * 1024, // as a far server would grant; by default 64 KB
});
const asIs = (bytes: Buffer) => bytes;
const publish = {
  path: "/google.pubsub.v1.Publisher/Publish",
  requestStream: false,
  responseStream: false,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
};
server.addService(
  { publish },
  {
    publish: (
      call: { request: Buffer },
      answer: (error: null, response: Buffer) => void,
    ) => {
      answer(null, toPublishResponse(countMessages(call.request)));
    },
  },
);
server.bindAsync(
  "127.0.0.1:0",
  ServerCredentials.createInsecure(),
  (error, port) => {
    if (error) throw error;
    console.log(port);
  },
);
