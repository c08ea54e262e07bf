import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Quantity } from "@/components/ui/money";

/** "10 to 12", the arrow for eyes and the word for ears. */
export function BeforeAfter({ before, after }: { before: ReactNode; after: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <span className="text-muted">{before}</span>
      <ArrowRight size={14} aria-hidden />
      <span className="sr-only">to</span>
      <span className="font-medium">{after}</span>
    </span>
  );
}

export function QuantityChange({ before, after }: { before: string; after: string }) {
  if (before === after) return <Quantity value={after} />;
  return <BeforeAfter before={<Quantity value={before} />} after={<Quantity value={after} />} />;
}
