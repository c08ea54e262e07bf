import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { stopPostmaster } from "./postmaster";

/** Ends the server of a data directory without having started it; does nothing when none runs. */
export async function stopCluster(dataDirectory: string): Promise<void> {
  const records = await realpath(dataDirectory).catch(() => undefined);
  if (records === undefined) return;
  const elsewhere = await readFile(path.join(records, "location.json"), "utf8").catch(() => undefined);
  const cluster = elsewhere
    ? (JSON.parse(elsewhere) as { cluster: string }).cluster
    : path.join(records, "cluster");
  await stopPostmaster(cluster);
}
