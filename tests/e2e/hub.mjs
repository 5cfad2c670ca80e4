// A hub of models on 127.0.0.1, of another origin than the site: what the browser needs of huggingface.co.
//
//   const hub = await startHub({ "someone/tiny": "/path/to/a/folder" });
//   …{ kind: "hub", id: "someone/tiny", revision: "main", host: hub.url }
//   hub.status = 401;            // every request is refused; 0 ends that
//   hub.breaksOff = "tokenizer.json";   // the connection breaks in the middle of this file
//   hub.requests                 // what was asked for, as "GET someone/tiny/resolve/main/config.json"
//   await hub.close();

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "X-Repo-Commit, Content-Range, ETag",
};

export async function startHub(models) {
  const hub = { url: "", status: 0, breaksOff: "", requests: [], close: undefined };

  async function answer(request, response) {
    const path = decodeURIComponent(request.url.slice(1));
    hub.requests.push(`${request.method} ${path}`);
    const send = (status, headers = {}, body = undefined) =>
      response.writeHead(status, { ...CORS, "X-Repo-Commit": COMMIT, ...headers }).end(body);
    if (hub.status !== 0) return send(hub.status);
    const [, id, revision, file] = /^([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const isThere = models[id] !== undefined && ["main", COMMIT].includes(revision) && !file.includes("..");
    const bytes = isThere ? await readFile(join(models[id], file)).catch(() => undefined) : undefined;
    if (bytes === undefined) return send(404);
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    if (first !== undefined) {
      const part = bytes.subarray(Number(first), Number(last) + 1);
      return send(206, { "Content-Range": `bytes ${first}-${last}/${bytes.length}` }, part);
    }
    if (file !== hub.breaksOff) return send(200, { "Content-Length": bytes.length }, bytes);
    response.writeHead(200, { ...CORS, "Content-Length": bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(() => response.destroy(), 100));
  }

  const server = createServer(answer);
  await new Promise((listening, failed) => server.once("error", failed).listen(0, "127.0.0.1", listening));
  hub.url = `http://127.0.0.1:${server.address().port}`;
  hub.close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return hub;
}
