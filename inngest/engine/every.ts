import { log } from "@/lib/log";

/** Repeats `work` every `intervalMs` of the machine's time, never twice at once; a failure is logged and waited out. */
export function every(
  intervalMs: number,
  what: string,
  work: () => Promise<unknown>,
): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const plan = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = work()
        .then(
          () => {},
          (error: unknown) => log.warn(`could not ${what}`, { error }),
        )
        .then(plan);
    }, intervalMs);
    timer.unref();
  };
  plan();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
