import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Who the database runs as; undefined: whoever runs this program. */
export type SystemUser = { uid: number; gid: number; name: string };

/** PostgreSQL refuses to run as root, so root lends it to a user that every Debian has. */
export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const wanted of ["postgres", "nobody"]) {
    const found = users.find(([name]) => name === wanted);
    if (found) return { name: wanted, uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error(
    "PostgreSQL does not run as root and this system has neither a user 'postgres' nor 'nobody'; start as a normal user.",
  );
}

/** Asks the system itself, since a folder may be closed by any of its parents. */
export function canEnter(folder: string, user: SystemUser | undefined): boolean {
  if (!user) return true;
  return spawnSync("test", ["-x", folder], { uid: user.uid, gid: user.gid, cwd: "/" }).status === 0;
}
