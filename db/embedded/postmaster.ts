import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { chown, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Home } from "./home";
import type { SystemUser } from "./system-user";

export type Server = { home: Home; binaries: string; user: SystemUser | undefined; durable: boolean };

const environment = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, LC_ALL: "C", TZ: "UTC" };

/** UTF-8 with the built-in locale: the same order of texts on every machine, whatever is installed there. */
export async function initialiseCluster(server: Server, superuserPassword: string): Promise<void> {
  const passwordFile = `${server.home.cluster}.password`;
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
  try {
    if (server.user) await chown(passwordFile, server.user.uid, server.user.gid);
    const made = spawnSync(
      path.join(server.binaries, "bin/initdb"),
      [
        `--pgdata=${server.home.cluster}`,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        ...(server.durable ? [] : ["--no-sync"]),
      ],
      { ...runAs(server.user), env: environment, cwd: "/", encoding: "utf8" },
    );
    if (made.status !== 0) {
      throw new Error(`initdb failed: ${made.stderr || made.error?.message}`, { cause: made.error });
    }
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * Starts the server in a session of its own, so that Ctrl-C in a terminal reaches only the launcher, which ends the
 * portal before its database. Does not wait until it answers.
 */
export function spawnPostmaster(server: Server, port: number): void {
  const log = openSync(path.join(server.home.records, "server.log"), "a", 0o600);
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=128MB",
    ...(server.durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  const child = spawn(
    path.join(server.binaries, "bin/postgres"),
    ["-D", server.home.cluster, ...settings.flatMap((setting) => ["-c", setting])],
    { ...runAs(server.user), env: environment, cwd: "/", detached: true, stdio: ["ignore", log, log] },
  );
  // An impossible start shows as a server that never answers, with its reason in the log.
  child.on("error", () => {});
  child.unref();
  closeSync(log);
}

/** The process that serves this cluster now, by whomever it was started. */
export function runningPostmaster(cluster: string): { pid: number; port: number } | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  return isAlive(pid) && isOurs(pid, cluster) ? { pid, port: Number(lines[3]) } : undefined;
}

/** SIGINT: the server ends its connections, writes all out and stops. Asked twice, then made to. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const found = runningPostmaster(cluster);
  if (!found) return;
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    try {
      process.kill(found.pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < 4000; waited += 20) {
      if (!isAlive(found.pid)) return;
      await pause(20);
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** After a crash the number in the file may belong to somebody else by now. Elsewhere than on Linux it is believed. */
function isOurs(pid: number, cluster: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return command.includes(cluster);
  } catch {
    return process.platform !== "linux";
  }
}

function runAs(user: SystemUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}
