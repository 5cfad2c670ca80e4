// Draws the PNG icons of public/icons from their SVG; run when those change.
// usage: .make/with-browser node .make/draw-icons.mjs

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { launch } from "../tests/e2e/browser.mjs";

const folder = fileURLToPath(new URL("../public/icons/", import.meta.url));

const PICTURES = [
  { svg: "icon.svg", size: 192, png: "icon-192.png" },
  { svg: "icon.svg", size: 512, png: "icon-512.png" },
  { svg: "icon-maskable.svg", size: 512, png: "icon-maskable-512.png" },
];

const browser = await launch();
for (const { svg, size, png } of PICTURES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const source = `data:image/svg+xml;base64,${readFileSync(folder + svg).toString("base64")}`;
  await page.setContent(`<body style="margin:0"><img src="${source}" width="${size}" height="${size}">`);
  await page.screenshot({ path: folder + png, omitBackground: true });
}
await browser.close();
