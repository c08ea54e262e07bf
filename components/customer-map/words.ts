import type { Tone } from "@/components/ui/state";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";

/** The states of the Customer Map, as people read them. */
export const mapStateWords: Record<CustomerMapRow["state"], { word: string; tone: Tone }> = {
  mapped: { word: "Mapped", tone: "green" },
  not_mapped: { word: "Not mapped", tone: "amber" },
  do_not_map: { word: "Excluded", tone: "grey" },
  broken: { word: "Broken", tone: "red" },
};

export const excludeReasons = [
  { value: "own use", label: "Own use" },
  { value: "test", label: "Test" },
  { value: "billed elsewhere", label: "Billed elsewhere" },
  { value: "other", label: "Another reason" },
] as const;
