import { Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";

type Props = { label: string; isChosen: boolean; isDisabled: boolean; onReset(): void };

/** Where a value comes from, and the way back to the level below. */
export function SettingOrigin({ label, isChosen, isDisabled, onReset }: Props) {
  return (
    <div className="flex h-7 items-center justify-between gap-2 text-small text-muted">
      <span>{isChosen ? "Chosen for this connection" : "Default"}</span>
      {isChosen && !isDisabled ? (
        <Button
          size="small"
          variant="quiet"
          icon={Undo2}
          onClick={onReset}
          aria-label={`Reset ${label} to default`}
        >
          Reset to default
        </Button>
      ) : null}
    </div>
  );
}
