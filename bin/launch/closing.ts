export type Closing = {
  /** What has to be ended; the last added is ended first. */
  add(end: () => Promise<void>): void;
  close(): Promise<void>;
  /** Never resolves: the program ends when it was told to and everything is closed. */
  whenTold: Promise<never>;
};

/** Obeys the first SIGTERM, SIGINT or SIGHUP from now on, whatever is under way; further ones change nothing. */
export function makeClosing(): Closing {
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  };
  const obey = (): void => {
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Stopping failed: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  let isTold = false;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!isTold) obey();
      isTold = true;
    });
  }
  return { add: (end) => void ends.push(end), close, whenTold: new Promise(() => {}) };
}
