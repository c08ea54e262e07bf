"use client";

import { useRouter } from "next/navigation";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { ReasonDialog } from "./reason-dialog";
import { useIgnore } from "./use-wizard";

export function IgnoreTask({ wizard, onClose }: { wizard: Wizard; onClose(): void }) {
  const router = useRouter();
  const ignore = useIgnore(wizard.task.id);
  return (
    <ReasonDialog
      title="Ignore this task"
      verb="Ignore"
      isBusy={ignore.isPending}
      problem={ignore.error}
      onClose={onClose}
      onReason={(reason) => ignore.mutate(reason, { onSuccess: () => router.push("/sync") })}
    >
      {wizard.title}. Nothing of it is written; its money counts as ignored, and it can be taken up again.
    </ReasonDialog>
  );
}
