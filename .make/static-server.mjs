// A static file server for 127.0.0.1: `make serve`, the end-to-end tests and the benchmarks use it.
// usage: node static-server.mjs FOLDER [PORT]

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";

const MIME_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The file under `root` that a URL path names; `undefined` where it names none or leaves `root`. */
async function fileOf(root, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes("\0")) return undefined;
  const wanted = join(root, normalize(decoded.endsWith("/") ? `${decoded}index.html` : decoded));
  if (!wanted.startsWith(root + sep)) return undefined;
  const info = await stat(wanted).catch(() => undefined);
  return info?.isFile() ? { name: wanted, size: info.size } : undefined;
}

/**
 * Serves `root` below the path `prefix` (which begins and ends with a slash).
 * Port 0 takes a free one. `types` are MIME types other than the usual; with `brotli` everything travels compressed.
 * Resolves to the URL and a function that closes the server.
 */
export async function serveFolder(root, { port = 0, prefix = "/", types = {}, brotli = false } = {}) {
  const folder = resolve(root);
  const compressed = new Map();
  const compress = async (name) => {
    if (!compressed.has(name)) compressed.set(name, brotliCompressSync(await readFile(name)));
    return compressed.get(name);
  };
  const server = createServer(async (request, response) => {
    const path = request.url.split(/[?#]/, 1)[0];
    const file = path.startsWith(prefix) ? await fileOf(folder, path.slice(prefix.length - 1)) : undefined;
    if (file === undefined) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
      return;
    }
    const type = extname(file.name);
    const headers = {
      "Content-Type": types[type] ?? MIME_TYPES[type] ?? "application/octet-stream",
      "Cache-Control": "no-cache",
    };
    if (brotli) {
      const body = await compress(file.name);
      response.writeHead(200, { ...headers, "Content-Encoding": "br", "Content-Length": body.length }).end(body);
      return;
    }
    response.writeHead(200, { ...headers, "Content-Length": file.size });
    if (request.method === "HEAD") response.end();
    else createReadStream(file.name).on("error", () => response.destroy()).pipe(response);
  });
  await new Promise((listening, failed) => {
    server.once("error", failed).listen(port, "127.0.0.1", listening);
  });
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${server.address().port}${prefix}`, close };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [root, port = "8080"] = process.argv.slice(2);
  const { url } = await serveFolder(root, { port: Number(port) });
  console.log(`Serving ${root} on ${url} (Ctrl+C ends it)`);
}
