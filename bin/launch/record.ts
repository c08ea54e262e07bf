import { readFileSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** What runs from a data folder: read by the next start, by `npm run demo:key` and `npm run demo:reset`. Mode 0600. */
export type LaunchRecord = {
  launcher: number;
  children: Record<string, number>;
  portalUrl: string;
  sandboxUrl: string | undefined;
  appUrl: string;
  ownerUrl: string | undefined;
};

const fileIn = (data: string): string => path.join(data, "running.json");

export async function readRecord(data: string): Promise<LaunchRecord | undefined> {
  const text = await readFile(fileIn(data), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as LaunchRecord);
}

export async function writeRecord(data: string, record: LaunchRecord): Promise<void> {
  const unfinished = `${fileIn(data)}.new`;
  await writeFile(unfinished, JSON.stringify(record, null, 2), { mode: 0o600 });
  await rename(unfinished, fileIn(data));
}

export async function removeRecord(data: string): Promise<void> {
  await rm(fileIn(data), { force: true });
}

/**
 * Makes way for a new start: refuses while another launcher lives on this folder, ends what a killed one left behind.
 */
export async function clearAway(data: string): Promise<void> {
  const record = await readRecord(data);
  if (!record) return;
  if (record.launcher !== process.pid && isOurs(record.launcher, "bin/start.mjs")) {
    throw new Error(
      `Counterpart runs already from ${data} (process ${record.launcher}) at ${record.portalUrl}. Stop it, or set COUNTERPART_DATA to another folder.`,
    );
  }
  for (const pid of Object.values(record.children)) await endLeftover(pid);
  await removeRecord(data);
}

async function endLeftover(pid: number): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    for (let waited = 0; waited < 3000; waited += 50) {
      if (!isOurs(pid, process.cwd())) return;
      if (waited === 0) process.kill(pid, signal);
      await pause(50);
    }
  }
}

/** A number may belong to somebody else by now; where /proc tells, the command line must name what it was. */
function isOurs(pid: number, mark: string): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(mark);
  } catch {
    return process.platform !== "linux";
  }
}
