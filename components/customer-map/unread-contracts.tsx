import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/time";
import { showTime } from "@/lib/show";
import type { BulkContracts } from "./use-bulk-contracts";

const namedAtMost = 3;

/** Whose contracts the last Get Contracts could not read; the others' stand in their rows. */
export function UnreadContracts({ contracts }: { contracts: BulkContracts }) {
  const reader = useReader();
  const now = useNow();
  const { data } = contracts;
  if (!data || data.unread.length === 0) return null;
  const { unread, reason, at } = data;
  const names = unread.slice(0, namedAtMost).map(({ companyName }) => companyName);
  const more = unread.length - names.length;
  return (
    <Notice
      tone="amber"
      title={`Contracts of ${unread.length === 1 ? "1 customer" : `${unread.length} customers`} could not be read at ${showTime(at, reader, now)}.`}
      action={
        <Button size="small" isBusy={contracts.isPending} onClick={() => contracts.mutate(unread)}>
          Try again
        </Button>
      }
    >
      {names.join(", ")}
      {more > 0 ? ` and ${more} more` : ""}: {reason}
    </Notice>
  );
}
