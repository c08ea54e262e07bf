import type pg from "pg";
import { log } from "@/lib/log";
import { isEngineAlive } from "./store";

export type Health = {
  /** `degraded`: pages work, background work waits for an engine. `down`: nothing works. */
  status: "ok" | "degraded" | "down";
  database: "up" | "down";
  engine: "up" | "down" | "unknown";
};

const answerWithinMs = 1_500;

/** What this process sees of its neighbours, within 1.5 seconds even if the database keeps silent. */
export async function readHealth(pool: pg.Pool): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The database did not answer in time.")), answerWithinMs);
  });
  try {
    const engine = await Promise.race([isEngineAlive(pool), tooLate]);
    return { status: engine ? "ok" : "degraded", database: "up", engine: engine ? "up" : "down" };
  } catch (error) {
    log.warn("health: no database", { error });
    return { status: "down", database: "down", engine: "unknown" };
  } finally {
    clearTimeout(timer);
  }
}
