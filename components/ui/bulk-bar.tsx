"use client";

import type { ReactNode } from "react";
import { useReader } from "@/components/shell/reader";
import { showCount } from "@/lib/show";
import { Button } from "./button";

type BulkBarProps = {
  count: number;
  /** How many match the filter, on all pages. */
  total?: number;
  isAll?: boolean;
  onAll?: () => void;
  onClear(): void;
  children: ReactNode;
};

/** What can be done with the selected rows; stays in sight. Absent while nothing is selected. */
export function BulkBar({ count, total, isAll = false, onAll, onClear, children }: BulkBarProps) {
  const { locale } = useReader();
  if (count === 0 && !isAll) return null;
  const mayTakeAll = onAll && !isAll && total !== undefined && total > count;
  return (
    <section
      aria-label="Selected rows"
      className="sticky bottom-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2 shadow-lg"
    >
      <p role="status" className="font-medium tabular">
        {isAll && total !== undefined
          ? `All ${showCount(total, locale)} that match are selected`
          : `${showCount(count, locale)} selected`}
      </p>
      {mayTakeAll ? (
        <Button size="small" variant="quiet" onClick={onAll}>
          Select all {showCount(total, locale)} that match
        </Button>
      ) : null}
      <Button size="small" variant="quiet" onClick={onClear}>
        Clear selection
      </Button>
      <div className="flex grow flex-wrap justify-end gap-2">{children}</div>
    </section>
  );
}
