import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

/** Passes a TCP connection's bytes on to a host, each part of them so much later. */
export async function createSlowProxy(host: string, delayMs: number) {
  const [hostname, port] = host.split(":");
  const sockets: Socket[] = [];
  const pass = (from: Socket, to: Socket) => {
    sockets.push(from);
    from.on("data", (part) => {
      setTimeout(() => to.write(part), delayMs); // timers of one length keep their order
    });
    from.on("close", () => to.destroy());
    from.on("error", () => undefined); // "close" follows
  };
  const server = createServer((client) => {
    const target = connect(Number(port), hostname);
    pass(client, target);
    pass(target, client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
