import { once } from "node:events";
import { expect, test } from "vitest";
import { startEngine } from "./engine";
import { spawnEngine } from "./testing/engine-process";
import { freePort, openHarness, openTestPortal, testKeys, until } from "./testing/harness";

test("an engine that starts before the portal waits for it, and spends no attempt while it is away", async () => {
  const engine = await openHarness(() => [], { engines: 0 });
  const port = await freePort();
  const early = await startEngine({
    databaseUrl: engine.database.appUrl,
    portalUrl: `http://127.0.0.1:${port}`,
    port: engine.enginePort,
    ...testKeys,
  });
  try {
    const id = await engine.announce("late");
    const health = await fetch(`http://127.0.0.1:${engine.enginePort}/health`);
    expect([health.status, await health.json()]).toMatchObject([503, { status: "waiting for the portal" }]);
    const portal = await openTestPortal(
      engine.enginePort,
      (inngest) => [
        inngest.createFunction(
          { id: "late", retries: 0, triggers: [{ event: "late" }] },
          ({ attempt }) => attempt,
        ),
      ],
      () => {},
      port,
    );
    await early.ready;
    expect((await engine.endedRuns(id))[0]).toMatchObject({ status: "done", output: 0 });
    await portal.close();
  } finally {
    await early.stop();
    await engine.close();
  }
});

test("an engine does not start with a function that asks for what it does not know", async () => {
  const engine = await openHarness(
    (inngest) => [
      inngest.createFunction(
        { id: "calm", retries: 0, debounce: { period: "5s" }, triggers: [{ event: "calm" }] },
        () => "calm",
      ),
    ],
    { engines: 0 },
  );
  const refusing = await startEngine({
    databaseUrl: engine.database.appUrl,
    portalUrl: engine.portalUrl,
    port: 0,
    ...testKeys,
  });
  try {
    await expect(refusing.ready).rejects.toThrow(
      "function test-calm uses debounce, which the embedded engine does not know",
    );
  } finally {
    await refusing.stop();
    await engine.close();
  }
});

test("an engine that is told to stop ends within seconds and gives back what it had under way", async () => {
  const engine = await openHarness(
    (inngest) => [
      inngest.createFunction(
        { id: "endless", retries: 0, triggers: [{ event: "endless" }] },
        async ({ step }) => step.run("wait", () => new Promise<void>(() => {})),
      ),
    ],
    { engines: 0 },
  );
  try {
    const child = spawnEngine(engine);
    await engine.announce("endless");
    await until(() => engine.requests.find((request) => request.startsWith("POST")), "the call");
    const gone = once(child, "exit");
    const askedAt = performance.now();
    child.kill("SIGTERM");
    expect(await gone).toEqual([0, null]);
    expect(performance.now() - askedAt).toBeLessThan(8_000);
    const jobs = await engine.database.superuserPool.query("select lease, worker from engine.job");
    expect(jobs.rows).toEqual([{ lease: null, worker: null }]);
  } finally {
    await engine.close();
  }
});
