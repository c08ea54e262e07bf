import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createSandboxDatabase } from "@/db/test-database";
import { MARLOW, TestWorld } from "./test-world";

let database: { url: string; drop(): Promise<void> };
const running = new Set<ChildProcess>();
beforeAll(async () => {
  database = await createSandboxDatabase();
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});
afterAll(() => database.drop());

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Starts the program as `npm start` does; resolves with its first line. */
async function startProgram(port: number): Promise<{ child: ChildProcess; line: string; url: string }> {
  const environment = { ...process.env, SANDBOX_PORT: String(port), SANDBOX_DATABASE_URL: database.url };
  const child = spawn(process.execPath, ["--import", "tsx", "lib/sandbox/main.ts"], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const [line] = await once(child.stdout ?? child, "data");
  return { child, line: String(line), url: `http://127.0.0.1:${port}` };
}

const worldAt = (url: string): Promise<TestWorld> => TestWorld.make({ url, stop: async () => {} }, MARLOW);

describe("the program", () => {
  it("prints one line when it listens and ends at once on SIGTERM, with calls under way", async () => {
    const port = await freePort();
    const { child, line, url } = await startProgram(port);
    expect(line).toBe(`PSA sandbox listens on ${url}\n`);
    const world = await worldAt(url);
    await world.faults({ kind: "stall" });
    const hanging = world.api("GET", "/Companies/10").catch(() => "cut");
    while ((await world.control("faults")).json.faults[0].fired === 0);
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect([code, await hanging]).toEqual([0, "cut"]);
  });

  it("has after a kill every write that it answered, and none twice", async () => {
    const port = await freePort();
    const first = await startProgram(port);
    const world = await worldAt(first.url);
    const answered: number[] = [];
    const writing = (async () => {
      for (let day = 1; day <= 28; day += 1) {
        const effectiveDate = `2026-02-${String(day).padStart(2, "0")}T00:00:00Z`;
        await world.adjust({ contractServiceID: 70, effectiveDate, unitChange: 1 });
        answered.push(day);
      }
    })().catch(() => {});
    while (answered.length < 7) await new Promise((resolve) => setImmediate(resolve));
    first.child.kill("SIGKILL");
    await writing;
    const second = await startProgram(port);
    const { lines } = (await world.on({ url: second.url, stop: async () => {} }).control("world?only=lines"))
      .json;
    const days: number[] = lines[0].adjustments.map((one: { effectiveDate: string }) =>
      Number.parseInt(one.effectiveDate.slice(8), 10),
    );
    expect(days.slice(0, answered.length)).toEqual(answered);
    expect(days.length - answered.length).toBeLessThanOrEqual(1);
    expect(lines[0].units.at(-1).units).toBe(10 + days.length);
  });
});
