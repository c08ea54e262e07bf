import type { OverviewAnswer } from "@/lib/overview/wire";

/** After a number: "13 ready". */
export const taskWords: Record<OverviewAnswer["waiting"]["byState"][number]["state"], string> = {
  needs_mapping: "to be mapped",
  ready: "ready",
  held: "held behind another",
  scheduled: "scheduled",
  approved: "approved",
  applying: "being applied",
  applied: "applied",
  failed: "failed",
  needs_review: "to be looked at",
  ignored: "ignored",
  superseded: "replaced",
};

type Part = OverviewAnswer["coverage"][number]["parts"][number]["part"];

/** In the order of the bar; `fill` and `dot` are the same colour for the picture and its legend. */
export const coverageWords: Record<Part, { word: string; fill: string; dot: string }> = {
  mapped: { word: "In step", fill: "fill-green", dot: "bg-green" },
  waiting: { word: "Waiting", fill: "fill-blue", dot: "bg-blue" },
  unmapped: { word: "Not mapped", fill: "fill-amber", dot: "bg-amber" },
  broken: { word: "Broken", fill: "fill-red", dot: "bg-red" },
  ignored: { word: "Ignored", fill: "fill-grey", dot: "bg-grey" },
  excluded: { word: "Excluded", fill: "fill-strong-line", dot: "bg-strong-line" },
};
