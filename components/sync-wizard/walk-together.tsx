import { Checkbox } from "@/components/ui/field";
import { Fold } from "@/components/ui/panel";
import type { Wizard } from "@/lib/sync/wizard-wire";

type WalkProps = {
  wizard: Wizard;
  chosen: readonly string[];
  isFixed: boolean;
  onChange(taskIds: string[]): void;
};

/** Other tasks of this customer that are ready may go through the same plan. */
export function WalkTogether({ wizard, chosen, isFixed, onChange }: WalkProps) {
  const others = wizard.walk.filter(({ id, state }) => id !== wizard.task.id && state === "ready");
  if (others.length === 0 || isFixed || wizard.task.state !== "ready") return null;
  const { customerName } = wizard.task;
  return (
    <Fold
      summary={`${others.length + 1} tasks of ${customerName} are ready; ${chosen.length + 1} in this plan`}
      isOpen={chosen.length > 0}
    >
      <div className="grid gap-1">
        {others.map((task) => (
          <Checkbox
            key={task.id}
            label={`T-${String(task.number).padStart(6, "0")}: ${task.productName}, ${task.sentence}`}
            checked={chosen.includes(task.id)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, task.id] : chosen.filter((other) => other !== task.id),
              )
            }
          />
        ))}
      </div>
    </Fold>
  );
}
