import { readFileSync } from "node:fs";
import {
  Server,
  ServerCredentials,
  type Deadline,
  type Metadata,
  type status,
} from "@grpc/grpc-js";
import protobuf from "protobufjs";

export interface Call<Request> {
  readonly request: Request;
  readonly metadata: Metadata;
  /** Until when the client waits. */
  getDeadline(): Deadline;
}

export interface GrpcService<Request> {
  /** Such as `127.0.0.1:1234`. */
  readonly host: string;
  readonly calls: Call<Request>[];
  close(): void;
}

export interface Failure {
  readonly code: status;
  readonly details: string;
}

/** What serves one method of a service of Google's, as the API package's own description has it. */
export function describeMethod<Request>(
  api: "pubsub-api" | "firestore-api",
  service: string,
  method: string,
) {
  const file = `node_modules/@google-cloud/${api}/build/protos/protos.json`;
  const description = JSON.parse(
    readFileSync(file, "utf8"),
  ) as protobuf.INamespace;
  const found = protobuf.Root.fromJSON(description).lookupService(service);
  const { requestType, responseType } = found.methods[method] ?? {};
  if (!requestType || !responseType) throw new Error(`There is no ${method}.`);
  const [RequestType, ResponseType] = [requestType, responseType].map((name) =>
    found.lookupType(name),
  ) as [protobuf.Type, protobuf.Type];
  const definition = {
    path: `/${service}/${method}`,
    requestStream: false,
    responseStream: false,
    requestDeserialize: (bytes: Buffer) =>
      RequestType.toObject(RequestType.decode(bytes), { longs: Number }),
    requestSerialize: () => Buffer.alloc(0),
    responseSerialize: (response: object) =>
      Buffer.from(
        ResponseType.encode(ResponseType.fromObject(response)).finish(),
      ),
    responseDeserialize: (bytes: Buffer) => bytes,
  };

  return {
    /** Answers with these failures in turn, and with `respond`'s response from then on. */
    async start(
      respond: (request: Request) => object,
      ...failures: Failure[]
    ): Promise<GrpcService<Request>> {
      const calls: Call<Request>[] = [];
      const server = new Server();
      const handle = (
        call: Call<Request>,
        answer: (error: object | null, response?: object) => void,
      ) => {
        calls.push(call);
        const failure = failures.shift();
        if (failure) answer(failure);
        else answer(null, respond(call.request));
      };
      server.addService({ method: definition }, { method: handle });
      const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync(
          "127.0.0.1:0",
          ServerCredentials.createInsecure(),
          (error, port) => (error ? reject(error) : resolve(port)),
        );
      });
      return {
        host: `127.0.0.1:${port}`,
        calls,
        close: () => {
          server.forceShutdown();
        },
      };
    },
  };
}
