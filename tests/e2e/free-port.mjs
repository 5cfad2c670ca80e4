// A free port of 127.0.0.1, for servers that take no port 0.

import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that the system gives out: nobody takes the one found while its server starts. */
const PORTS = { first: 20_000, count: 10_000 };

export async function freePort() {
  for (let offset = process.pid; ; offset += 1) {
    const port = PORTS.first + (offset % PORTS.count);
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
