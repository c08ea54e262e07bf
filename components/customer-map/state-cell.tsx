import { StateWord } from "@/components/ui/state";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { mapStateWords } from "./words";

export function StateCell({ row }: { row: CustomerMapRow }) {
  const { word, tone } = mapStateWords[row.state];
  return (
    <span>
      <StateWord tone={tone}>{word}</StateWord>
      {row.state === "do_not_map" && row.reason ? (
        <span className="block text-small text-muted">{row.reason}</span>
      ) : null}
    </span>
  );
}
