import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { canEnter, type SystemUser } from "./system-user";

/** Where root keeps what its database user must reach although the project's folder is closed to it. */
const openFolder = "/var/lib/counterpart";

export type Home = {
  /** The cluster itself (PGDATA). */
  cluster: string;
  /** Our side of it: credentials, server log. Readable by whoever starts it, not by the database's user. */
  records: string;
  /** Where copies of the binaries may be put. */
  copies: string;
};

type Location = { of: string; cluster: string };

/**
 * The cluster lies in `dataDirectory` itself; as root behind a closed folder it lies under /var/lib/counterpart and
 * `dataDirectory` remembers where. Deleting `dataDirectory` is therefore always a fresh start.
 */
export async function prepareHome(dataDirectory: string, user: SystemUser | undefined): Promise<Home> {
  await mkdir(dataDirectory, { recursive: true });
  const records = await realpath(dataDirectory);
  if (user) await chmod(records, 0o711);
  const isOpen = canEnter(records, user);
  const copies = isOpen ? records : openFolder;
  if (!isOpen) {
    await mkdir(openFolder, { recursive: true, mode: 0o755 });
    await chmod(openFolder, 0o755);
  }
  const cluster = isOpen ? path.join(records, "cluster") : await rememberedCluster(records);
  await mkdir(cluster, { recursive: true });
  await chmod(cluster, 0o700);
  if (user) await chown(cluster, user.uid, user.gid);
  return { cluster, records, copies };
}

async function rememberedCluster(records: string): Promise<string> {
  const file = path.join(records, "location.json");
  const known = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Location,
    () => undefined,
  );
  // A copied folder must not share its original's cluster; a moved one keeps it.
  const isCopy = known && known.of !== records && (await stat(known.of).catch(() => undefined));
  if (known && !isCopy) {
    if (known.of !== records) await writeFile(file, JSON.stringify({ of: records, cluster: known.cluster }));
    return known.cluster;
  }
  const cluster = path.join(openFolder, `cluster-${randomBytes(8).toString("hex")}`);
  await writeFile(file, JSON.stringify({ of: records, cluster } satisfies Location));
  return cluster;
}
