"use client";

import { useCallback, useState } from "react";
import type { TrialStepAnswer } from "@/lib/connections/wire";
import { ApiProblem } from "@/lib/http/fetch-json";
import { postForLines } from "./read-lines";

export type TrialRun<Result> = {
  isRunning: boolean;
  /** Steps that are known, in order; undefined before the first try. */
  steps: readonly TrialStepAnswer[] | undefined;
  problem: ApiProblem | undefined;
  run(path: string, body: unknown): Promise<Result | undefined>;
};

/** One try of credentials, step by step as the server tells it. */
export function useTrial<Result>(): TrialRun<Result> {
  const [state, setState] = useState<Omit<TrialRun<Result>, "run">>({
    isRunning: false,
    steps: undefined,
    problem: undefined,
  });
  const run = useCallback(async (path: string, body: unknown) => {
    setState({ isRunning: true, steps: [], problem: undefined });
    try {
      const result = await postForLines<TrialStepAnswer, Result>(path, body, (step) =>
        setState((now) => ({ ...now, steps: [...(now.steps ?? []), step] })),
      );
      setState((now) => ({ ...now, isRunning: false }));
      return result;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setState((now) => ({
        isRunning: false,
        // What was seen to be wrong before anything was sent has no steps.
        steps: now.steps?.length ? now.steps : undefined,
        problem: error,
      }));
      return undefined;
    }
  }, []);
  return { ...state, run };
}
