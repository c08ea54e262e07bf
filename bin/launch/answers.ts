import { setTimeout as pause } from "node:timers/promises";

const patienceMs = 60_000;

/** Waits for the portal with its database and, where we run it, the engine. */
export function portalAnswers(portalUrl: string, port: number, hasEngine: boolean): Promise<void> {
  return until(`The portal does not answer at ${portalUrl}`, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`);
    const health = (await answer.json()) as { engine?: string };
    return answer.ok && (health.engine === "up" || !hasEngine);
  });
}

export function sandboxAnswers(sandboxUrl: string): Promise<void> {
  return until(`The PSA sandbox does not answer at ${sandboxUrl}`, async () => {
    await fetch(sandboxUrl);
    return true;
  });
}

async function until(complaint: string, holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    if (await holds().catch(() => false)) return;
    await pause(100);
  }
  throw new Error(`${complaint} after ${patienceMs / 1000} s; see the logs folder.`);
}
