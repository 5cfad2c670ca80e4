// Which folders of the page may use which: no circle, and a feature only what is named here.

import { readFileSync, readdirSync } from "node:fs";

const FEATURES = {
  question: [],
  data: [],
  help: [],
  settings: [],
  check: [],
  embed: ["check"],
  score: ["check", "data", "question"],
  compare: ["data", "leaderboard"],
  leaderboard: ["score"],
  explore: ["data", "embed", "question"],
  run: ["data", "question"],
};

const MAY_USE = {
  shell: [],
  ui: ["shell"],
  ...Object.fromEntries(Object.entries(FEATURES).map(([feature, others]) => [feature, ["shell", "ui", ...others]])),
  app: ["shell", "ui", ...Object.keys(FEATURES)],
};

// A feature's part of the address is known to all, so that every page can link to it: it counts as part of the shell.
const folder = (feature, module) => (module === "route" ? "shell" : feature);

const files = readdirSync("src", { recursive: true }).filter((file) => file.endsWith(".rs"));
const faults = files.flatMap((file) => {
  const [feature, module] = file.replace(/\.rs$/, "").split("/");
  const from = folder(feature, module);
  // Messages name the types that they are about.
  if (!(from in MAY_USE)) return [];
  const used = readFileSync(`src/${file}`, "utf8").matchAll(/\bcrate::(\w+)(?:::(\w+))?/g);
  const folders = new Set([...used].map(([, feature, module]) => folder(feature, module)));
  const forbidden = [...folders].filter((to) => to in MAY_USE && to !== from && !MAY_USE[from].includes(to));
  return forbidden.map((to) => `src/${file}: ${from} may not use ${to}`);
});

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
