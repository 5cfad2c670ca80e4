// The same as address.test.mjs of nginx as it comes, with the two headers that help asks for.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

import { folder, imageOf, linkTo, saveIndex, served, writeDataset } from "./addressed.mjs";
import { freePort } from "./free-port.mjs";
import * as pages from "./pages.mjs";

const { NGINX } = process.env;
const options = { skip: !NGINX && "there is no nginx" };

let place;
let program;
let url;

const configuration = (port) => `
daemon off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {
    listen 127.0.0.1:${port};
    location /files/ {
      alias ${folder}/;
      add_header Access-Control-Allow-Origin *;
      add_header Access-Control-Expose-Headers "Content-Range, ETag";
    }
  }
}
`;

before(async () => {
  if (!NGINX) return;
  await writeDataset("VAL.tsv");
  place = await mkdtemp(join(tmpdir(), "gmai-scope-nginx-"));
  const port = await freePort();
  await writeFile(join(place, "nginx.conf"), configuration(port));
  program = spawn(NGINX, ["-p", place, "-e", "stderr", "-c", join(place, "nginx.conf")], { stdio: ["ignore", "inherit", "inherit"] });
  url = `http://127.0.0.1:${port}/files`;
  await pages.eventually(async () => {
    const answer = await fetch(`${url}/VAL.tsv`, { method: "HEAD" }).catch(() => undefined);
    assert.equal(answer?.status, 200);
  });
});

after(async () => {
  if (program !== undefined) {
    program.kill();
    await once(program, "exit");
  }
  if (place !== undefined) await rm(place, { recursive: true });
});

served("nginx serves a dataset with its index, and without", async ({ page, context }) => {
  await saveIndex(context, "VAL.tsv");
  await page.goto(linkTo([["data", `${url}/VAL.tsv`], ["index", `${url}/VAL.gmaidx`]], "#/explore?row=3"));
  assert.equal(await pages.comparePicture(page, imageOf(3)), "the same");
  await page.goto(linkTo([["data", `${url}/VAL.tsv`]], "#/explore?row=4"));
  await page.getByRole("button", { name: /^Fetch/ }).click();
  assert.equal(await pages.comparePicture(page, imageOf(4)), "the same");
  await pages.untilRead(page);
}, options);
