import { useCallback, useEffect, useRef, useState } from "react";
import { fetchJson } from "@/lib/http/fetch-json";
import type { WirePlanContracts } from "@/lib/plans/plan-contracts-schema";
import type { WirePlan } from "@/lib/plans/plan-schema";
import type { WirePlanWishes } from "@/lib/sync/plan-wishes-schema";

export type Choices = NonNullable<WirePlanWishes["choices"]>;
export type Exception = { choices?: Choices; leaveOut?: string };
export type Wishes = { choices: Choices; exceptions: Readonly<Record<string, Exception>> };

type LeftOut = { taskId: string; number: number; sentence: string };
type Made = { plan: WirePlan; leftOut: LeftOut[]; contracts: WirePlanContracts["contracts"] };

export type Draft = {
  /** The plan as made last; of earlier choices while `isLate`. */
  made: Made | undefined;
  /** The plan for the choices on the screen is under way. */
  isLate: boolean;
  problem: unknown;
  wishes: Wishes;
  choose(change: Choices): void;
  except(taskId: string, change: Exception | undefined): void;
  /** Asks the PSA again, whatever was read before. */
  readAgain(): void;
};

const nothingChosen: Wishes = { choices: {}, exceptions: {} };

/**
 * The plan of these tasks for what is chosen on the screen. One request at a time: a choice that comes meanwhile waits
 * for the answer, so that the plan made last is the one that stands. While it is late the old one stays in sight.
 */
export function useDraft(taskIds: readonly string[], isOn: boolean): Draft {
  const [wishes, setWishes] = useState(nothingChosen);
  const [reads, setReads] = useState(0);
  const [made, setMade] = useState<{ key: string; reads: number; it: Made }>();
  const [problem, setProblem] = useState<{ key: string; error: unknown }>();
  const [turn, setTurn] = useState(0);
  const isRunning = useRef(false);
  const key = JSON.stringify([taskIds, wishes, reads]);
  const isDone = made?.key === key || problem?.key === key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` says that the request before has ended
  useEffect(() => {
    if (!isOn || isDone || isRunning.current || taskIds.length === 0) return;
    isRunning.current = true;
    const basedOn = made && made.reads === reads ? made.it.plan.id : undefined;
    make(taskIds, wishes, basedOn)
      .then((it) => {
        setMade({ key, reads, it });
        setProblem(undefined);
      })
      .catch((error: unknown) => setProblem({ key, error }))
      .finally(() => {
        isRunning.current = false;
        setTurn((before) => before + 1);
      });
  }, [key, isOn, isDone, turn]);

  const choose = useCallback(
    (change: Choices) => setWishes((now) => ({ ...now, choices: { ...now.choices, ...change } })),
    [],
  );
  const except = useCallback(
    (taskId: string, change: Exception | undefined) =>
      setWishes((now) => {
        const { [taskId]: before, ...others } = now.exceptions;
        return { ...now, exceptions: change ? { ...others, [taskId]: { ...before, ...change } } : others };
      }),
    [],
  );
  const readAgain = useCallback(() => {
    setProblem(undefined);
    setReads((before) => before + 1);
  }, []);
  return {
    made: made?.it,
    isLate: made?.key !== key && !(problem?.key === key),
    problem: problem?.key === key ? problem.error : undefined,
    wishes,
    choose,
    except,
    readAgain,
  };
}

async function make(
  taskIds: readonly string[],
  { choices, exceptions }: Wishes,
  basedOn: string | undefined,
): Promise<Made> {
  const body: WirePlanWishes = {
    taskIds: [...taskIds],
    choices,
    exceptions: Object.entries(exceptions).map(([taskId, exception]) => ({ taskId, ...exception })),
    ...(basedOn !== undefined && { basedOn }),
  };
  const { plan, leftOut } = await fetchJson<{ plan: WirePlan; leftOut: LeftOut[] }>("/api/v1/plans", {
    method: "POST",
    body,
  });
  const { contracts } = await fetchJson<WirePlanContracts>(`/api/v1/plans/${plan.id}/contracts`);
  return { plan, leftOut, contracts };
}
