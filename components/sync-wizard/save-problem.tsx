import { Button } from "@/components/ui/button";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import { Refused } from "./use-wizard";

/** Why a mapping was not saved: a sentence of the rule, somebody else's change, or no answer at all. */
export function SaveProblem({ error, onReadAgain }: { error: unknown; onReadAgain(): void }) {
  if (!error) return null;
  if (!(error instanceof Refused)) return <ProblemNotice problem={error} onRetry={onReadAgain} />;
  return (
    <Notice
      tone={error.isConflict ? "amber" : "red"}
      title={error.isConflict ? "Somebody else changed it meanwhile." : "Not saved."}
      action={
        error.isConflict ? (
          <Button size="small" onClick={onReadAgain}>
            Read again
          </Button>
        ) : undefined
      }
    >
      {error.message}
    </Notice>
  );
}
