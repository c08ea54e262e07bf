type Waiting = { isPerson: boolean; admit: () => void };

/**
 * Lets at most `limit` in at once, people before bulk work, otherwise in the order they came. It only spares the
 * database useless questions of this process; the limit that holds between processes is the database's.
 */
class Turnstile {
  #free: number;
  readonly #queue: Waiting[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Answers the way out, or undefined when no place came free in time. */
  async enter(isPerson: boolean, timeoutMs: number): Promise<(() => void) | undefined> {
    if (this.#free > 0) {
      this.#free--;
      return this.#leaveOnce();
    }
    return new Promise((resolve) => {
      const waiting: Waiting = {
        isPerson,
        admit: () => {
          clearTimeout(timer);
          resolve(this.#leaveOnce());
        },
      };
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        resolve(undefined);
      }, timeoutMs);
      this.#queue.push(waiting);
    });
  }

  #leaveOnce(): () => void {
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      const person = this.#queue.findIndex((waiting) => waiting.isPerson);
      const [next] = this.#queue.splice(Math.max(0, person), 1);
      if (next) next.admit();
      else this.#free++;
    };
  }
}

/** A turnstile for each PSA database and entity, one set for the process however often this module is loaded. */
const kept = globalThis as { counterpartTurnstiles?: Map<string, Turnstile> };

export function turnstileFor(databaseKey: string, entity: string, limit: number): Turnstile {
  kept.counterpartTurnstiles ??= new Map();
  const key = `${databaseKey} ${entity}`;
  let turnstile = kept.counterpartTurnstiles.get(key);
  if (!turnstile) {
    turnstile = new Turnstile(limit);
    kept.counterpartTurnstiles.set(key, turnstile);
  }
  return turnstile;
}
