/**
 * Time inside the sandbox. Every world has a clock of its own: it follows the machine until somebody sets, freezes,
 * advances or speeds it. The only file of the sandbox that asks the machine for the time or reads a date text.
 */

/** How a world's clock stands; kept with the world, so that a restart changes nothing. */
export type ClockState = {
  readonly mode: "running" | "frozen";
  /** World time in ms since 1970 at the moment `anchorReal`. */
  readonly anchorWorld: number;
  readonly anchorReal: number;
  /** World milliseconds per real millisecond while running. */
  readonly speed: number;
};

export type ClockChange = {
  set?: string;
  freeze?: boolean;
  advanceMs?: number;
  speed?: number;
  real?: boolean;
};

export const realMs = (): number => Date.now();

/** ISO text with the fraction as short as .NET writes it: `2026-03-17T09:15:52.4Z`, `2026-03-17T09:15:52Z`. */
export const isoText = (ms: number): string => new Date(ms).toISOString().replace(/\.?0+Z$/, "Z");

/** Milliseconds since 1970 of an ISO text; a text without zone is read as UTC, as the API does. NaN when it is none. */
export function isoMs(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return Number.NaN;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || text.length === 10 ? text : `${text}Z`;
  return Date.parse(zoned);
}

type Waiting = { readonly dueWorld: number; readonly run: () => void; timer?: NodeJS.Timeout };

export class WorldClock {
  #state: ClockState;
  readonly #waiting = new Set<Waiting>();

  constructor(
    state: ClockState = { mode: "running", anchorWorld: realMs(), anchorReal: realMs(), speed: 1 },
  ) {
    this.#state = state;
  }

  get state(): ClockState {
    return this.#state;
  }

  now(): number {
    const { mode, anchorWorld, anchorReal, speed } = this.#state;
    return mode === "frozen" ? anchorWorld : Math.floor(anchorWorld + (realMs() - anchorReal) * speed);
  }

  /** Applies a change and runs whatever falls due by it, oldest first. */
  change({ set, freeze, advanceMs = 0, speed, real }: ClockChange): void {
    const from = real === true ? realMs() : set === undefined ? this.now() : isoMs(set);
    const mode =
      freeze === undefined ? (real === true ? "running" : this.#state.mode) : freeze ? "frozen" : "running";
    this.#state = {
      mode,
      anchorWorld: from + advanceMs,
      anchorReal: realMs(),
      speed: speed ?? (real === true ? 1 : this.#state.speed),
    };
    this.runDue();
    for (const one of this.#waiting) this.#arm(one);
  }

  /** What fell due while nobody looked, oldest first; otherwise a timer does it in its own time. */
  runDue(): void {
    const due = [...this.#waiting].filter((one) => one.dueWorld <= this.now());
    for (const one of due.sort((a, b) => a.dueWorld - b.dueWorld)) this.#run(one);
  }

  /** Runs `run` when the world's time reaches `dueWorld`. Returns a function that forgets it. */
  at(dueWorld: number, run: () => void): () => void {
    const one: Waiting = { dueWorld, run };
    this.#waiting.add(one);
    this.#arm(one);
    return () => this.#forget(one);
  }

  stop(): void {
    for (const one of this.#waiting) this.#forget(one);
  }

  #arm(one: Waiting): void {
    clearTimeout(one.timer);
    if (this.#state.mode === "frozen") return;
    const realDelay = Math.max(0, (one.dueWorld - this.now()) / this.#state.speed);
    // A longer delay than a timer can hold is armed again when the timer ends.
    one.timer = setTimeout(
      () => (this.now() >= one.dueWorld ? this.#run(one) : this.#arm(one)),
      Math.min(realDelay, 2 ** 31 - 1),
    );
  }

  #run(one: Waiting): void {
    this.#forget(one);
    one.run();
  }

  #forget(one: Waiting): void {
    clearTimeout(one.timer);
    this.#waiting.delete(one);
  }
}

export const httpDate = (ms: number): string => new Date(ms).toUTCString();
