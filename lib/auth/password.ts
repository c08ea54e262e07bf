import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@/lib/errors";

/** argon2id with 19 MiB and 2 passes: some 25 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** At most 4 hashes at once, so that guesses cannot take all memory; beyond this many waiting we say so instead. */
const atOnce = 4;
const longestQueue = 200;
let running = 0;
const queue: (() => void)[] = [];

/** Of nobody's password: an unknown account costs the same work as a known one. */
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$K5qLFLBTVegF29oWPAm6WA$ivknWOdp6BisCyNcovap5cANq1siskLMGth49arJ2ds";

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (queue.length >= longestQueue) {
      throw new AppError("unavailable", "Too many people sign in at once. Try again in a moment.", {
        retryAfterMs: 5_000,
      });
    }
    // Whoever finishes hands its place on, so `running` stays as it is.
    await new Promise<void>((resolve) => queue.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, cost));
}

/** False for a wrong password and, after the same work, for an account without one. */
export async function passwordMatches(
  password: string,
  storedHash: string | null | undefined,
): Promise<boolean> {
  const matches = await inTurn(() => verify(storedHash ?? nobodysHash, password));
  return matches && storedHash !== null && storedHash !== undefined;
}
