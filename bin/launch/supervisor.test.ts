import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeSupervisor, type Supervisor } from "./supervisor";

const patience = { timeout: 8000, interval: 20 };
const folders: string[] = [];
const supervisors: Supervisor[] = [];

/** A folder with a program that writes its number down and then stays until it is told to go. */
function programFolder(): { folder: string; program: string; pid(): number } {
  const folder = mkdtempSync(path.join(tmpdir(), "supervisor-"));
  folders.push(folder);
  const program = path.join(folder, "program.mjs");
  const note = path.join(folder, "pid");
  writeFileSync(
    program,
    `import { writeFileSync } from "node:fs";
     writeFileSync(${JSON.stringify(note)}, String(process.pid));
     setInterval(() => {}, 1000);`,
  );
  return { folder, program, pid: () => (existsSync(note) ? Number(readFileSync(note, "utf8")) : 0) };
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    // A process that has ended and that nobody has collected yet is gone too.
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.stopAll(2000);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("supervisor", () => {
  it("starts a program again that was killed, and says under which number", async () => {
    const { folder, program, pid } = programFolder();
    const supervisor = makeSupervisor(folder, () => {});
    supervisors.push(supervisor);
    supervisor.start({ name: "portal", args: [program], environment: {} });
    await vi.waitFor(() => expect(isAlive(pid())).toBe(true), patience);
    const first = pid();
    process.kill(first, "SIGKILL");
    await vi.waitFor(() => expect(pid()).not.toBe(first), patience);
    expect(supervisor.pids()).toEqual({ portal: pid() });
  });

  it("leaves nothing running after stopAll and starts nothing again", async () => {
    const { folder, program, pid } = programFolder();
    const supervisor = makeSupervisor(folder, () => {});
    supervisor.start({ name: "engine", args: [program], environment: {} });
    await vi.waitFor(() => expect(isAlive(pid())).toBe(true), patience);
    await supervisor.stopAll(2000);
    expect(isAlive(pid())).toBe(false);
  });

  it("takes its programs with it when it is killed itself", async () => {
    const { folder, program, pid } = programFolder();
    const launcher = path.join(folder, "launcher.mts");
    const supervisorFile = pathToFileURL(path.resolve("bin/launch/supervisor.ts")).href;
    writeFileSync(
      launcher,
      `import { makeSupervisor } from ${JSON.stringify(supervisorFile)};
       makeSupervisor(${JSON.stringify(folder)}, () => {})
         .start({ name: "sandbox", args: [${JSON.stringify(program)}], environment: {} });
       setInterval(() => {}, 1000);`,
    );
    const killed = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), launcher]);
    await vi.waitFor(() => expect(isAlive(pid())).toBe(true), patience);
    killed.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid())).toBe(false), patience);
  });
});
