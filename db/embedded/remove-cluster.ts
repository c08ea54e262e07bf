import { readFile, realpath, rm } from "node:fs/promises";
import path from "node:path";
import { stopPostmaster } from "./postmaster";

/** Ends the server of a data directory, whoever started it, and deletes all its data. Nothing there: nothing done. */
export async function removeCluster(dataDirectory: string): Promise<void> {
  const records = await realpath(dataDirectory).catch(() => undefined);
  if (records === undefined) return;
  const elsewhere = await readFile(path.join(records, "location.json"), "utf8").catch(() => undefined);
  const cluster = elsewhere
    ? (JSON.parse(elsewhere) as { cluster: string }).cluster
    : path.join(records, "cluster");
  await stopPostmaster(cluster);
  await rm(cluster, { recursive: true, force: true });
  await rm(records, { recursive: true, force: true });
}
