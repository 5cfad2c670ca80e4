// The processes that a process has started, by what they are to the browser, and the memory that each takes. Linux only: the
// figures are those of /proc.

import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";

/** Milliseconds between two looks. */
const EVERY = 200;

export function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return ""; // it has ended
  }
}

/** The fields of `stat` from the third on; the second may hold blanks. */
export const stat = (pid) => read(pid, "stat").split(") ").pop().split(" ");

/** The processes that a process has started, and those that they have. */
export function descendants(root) {
  const parents = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) parents.set(Number(pid), Number(stat(pid)[1]));
  const found = new Set([root]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return [...found];
}

/** What a process is: the browser's own (`browser`), its network, its pages, the mock server, or another. */
export function kind(pid) {
  // Browsers part the words of a process's own command line by blanks.
  const command = read(pid, "cmdline").replaceAll("\0", " ").trim();
  const name = basename(command.split(" ", 1)[0]);
  if (name === "mock-server") return "server";
  if (name === "WebKitNetworkProcess" || command.includes("network.mojom.NetworkService")) return "network";
  if (name === "WebKitWebProcess" || command.includes("--type=renderer")) return "pages";
  // Firefox says in the last word what a process is for.
  if (command.includes(" -contentproc ")) return command.endsWith(" tab") ? "pages" : "other";
  return /^(MiniBrowser|firefox|chrom)/.test(name) && !command.includes("--type=") ? "browser" : "other";
}

/** Memory in megabytes without files and programs; what several processes share is divided among them. */
function megabytes(pid) {
  const rollup = read(pid, "smaps_rollup");
  const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(rollup)?.[1] ?? 0);
  return ((kilobytes("Pss_Anon") + kilobytes("Pss_Shmem")) * 1024) / 1e6;
}

/** Megabytes that the descendants of a process hold, by kind, and of all of them. */
export function memory(root) {
  const held = { browser: 0, network: 0, pages: 0, other: 0, all: 0 };
  for (const pid of descendants(root)) {
    const here = megabytes(pid);
    held[kind(pid)] += here;
    held.all += here;
  }
  return held;
}

/** Bytes that the descendants of a process have read by system calls so far, from files and from one another. */
export function bytesRead(root) {
  const of = (pid) => Number(/^rchar: (\d+)/m.exec(read(pid, "io"))?.[1] ?? 0);
  return descendants(root).reduce((sum, pid) => sum + of(pid), 0);
}

/** Begins to watch; the function returned ends it and gives the most that was held at one time, of each kind and of all. */
export function watchMemory(root) {
  const most = memory(root);
  const timer = setInterval(() => {
    for (const [name, value] of Object.entries(memory(root))) most[name] = Math.max(most[name], value);
  }, EVERY);
  return () => {
    clearInterval(timer);
    return most;
  };
}
