import { readlinkSync, renameSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
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

/** Synchronous, so that a program is on record before anything else happens to the launcher. */
export function writeRecord(data: string, record: LaunchRecord): void {
  const unfinished = `${fileIn(data)}.new`;
  writeFileSync(unfinished, JSON.stringify(record, null, 2), { mode: 0o600 });
  renameSync(unfinished, fileIn(data));
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
  if (record.launcher !== process.pid && isOurs(record.launcher)) {
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
      if (!isOurs(pid)) return;
      if (waited === 0) process.kill(pid, signal);
      await pause(50);
    }
  }
}

/** A number may belong to somebody else by now. All of ours work in the project's folder; the command line may be overwritten. */
function isOurs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readlinkSync(`/proc/${pid}/cwd`).startsWith(process.cwd());
  } catch {
    return false;
  }
}
