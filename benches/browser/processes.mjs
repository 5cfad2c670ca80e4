// What the processes that this one has started take, by what they are: the browser's own, its network, its pages, the
// server. Linux only: the figures are those of /proc.

import { descendants, kind, read, stat } from "../../tests/engines/processes.mjs";

/** Clock ticks a second in /proc; the same on every Linux that a browser runs on. */
const TICKS = 100;

function sums(measure) {
  const sums = { server: 0, browser: 0, network: 0, pages: 0, other: 0 };
  for (const pid of descendants(process.pid)) sums[kind(pid)] += measure(pid);
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
