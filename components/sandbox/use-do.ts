"use client";

import { notify } from "@/components/ui/notify";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { ActWire } from "@/lib/practice-psa/bodies";
import type { WorldWire } from "@/lib/practice-psa/wire";
import { useAct } from "./use-sandbox";

const doneTexts: Readonly<Record<ActWire["act"], string>> = {
  change_line: "The line was changed",
  remove_line: "The line was removed",
  post_period: "The period was posted",
  unpost_period: "The posting was taken back",
  put_into_bundle: "The service was put into the bundle",
  rename_company: "The company was renamed",
  set_company_active: "The company was changed",
  set_company_hidden: "The API user's view was changed",
};

/** Acts at a click and says so; a refusal shows the PSA's own sentence. For forms there is `useAct`. */
export function useDo(world: WorldWire) {
  const act = useAct(world);
  async function run(wanted: ActWire): Promise<void> {
    try {
      await act.mutateAsync(wanted);
      sayDone(world, wanted.act);
    } catch (problem) {
      const text = problem instanceof ApiProblem ? problem.detail : "That did not work. Try again.";
      notify({ tone: "red", text: `${world.psa} refused: ${text}` });
    }
  }
  return { run, isBusy: act.isPending };
}

export function sayDone(world: WorldWire, act: ActWire["act"]): void {
  notify({ tone: "green", text: `${doneTexts[act]} in ${world.psa}. The portal was not told.` });
}
