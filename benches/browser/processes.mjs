// What the processes that this one has started take, by what they are: the browser's own, its network, its pages, the
// server. Linux only: the figures are those of /proc.

import { readFileSync, readdirSync } from "node:fs";

/** Clock ticks a second in /proc; the same on every Linux that a browser runs on. */
const TICKS = 100;

function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return ""; // it has ended
  }
}

/** The fields of `stat` from the third on; the second may hold blanks. */
const stat = (pid) => read(pid, "stat").split(") ").pop().split(" ");

function descendants() {
  const parents = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) parents.set(Number(pid), Number(stat(pid)[1]));
  const found = new Set([process.pid]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return [...found];
}

function kind(pid) {
  const command = read(pid, "cmdline");
  if (command.includes("mock-server")) return "server";
  if (command.includes("network.mojom.NetworkService")) return "network";
  const type = /--type=([a-z-]+)/.exec(command)?.[1];
  if (type === "renderer") return "pages";
  return type === undefined && command.includes("chrom") ? "browser" : "other";
}

function sums(measure) {
  const sums = { server: 0, browser: 0, network: 0, pages: 0, other: 0 };
  for (const pid of descendants()) sums[kind(pid)] += measure(pid);
  return sums;
}

const seconds = (pid) => (Number(stat(pid)[11]) + Number(stat(pid)[12])) / TICKS || 0;

/** Memory of its own or shared with other processes, without files and programs. */
function megabytes(pid) {
  const status = read(pid, "status");
  const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  return ((kilobytes("RssAnon") + kilobytes("RssShmem")) * 1024) / 1e6;
}

/**
 * Begins to watch; the function returned ends it and gives the seconds of processor time since, and by how many megabytes
 * memory grew at most.
 */
export function watchProcesses() {
  const [began, held] = [sums(seconds), sums(megabytes)];
  const grown = { ...held };
  const timer = setInterval(() => {
    for (const [name, value] of Object.entries(sums(megabytes))) grown[name] = Math.max(grown[name], value);
  }, 200);
  return () => {
    clearInterval(timer);
    const ended = sums(seconds);
    const less = (more, sums) => Object.fromEntries(Object.entries(more).map(([name, value]) => [name, value - sums[name]]));
    return { seconds: less(ended, began), megabytes: less(grown, held) };
  };
}
