import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { join } from "./join";

/** Red needs you, amber: look, green: proven, blue: under way, grey: off. */
export type Tone = "red" | "amber" | "green" | "blue" | "grey";

export const toneClasses: Record<Tone, string> = {
  red: "text-red bg-red-soft",
  amber: "text-amber bg-amber-soft",
  green: "text-green bg-green-soft",
  blue: "text-blue bg-blue-soft",
  grey: "text-grey bg-grey-soft",
};

export const toneIcons: Record<Tone, LucideIcon> = {
  red: CircleAlert,
  amber: TriangleAlert,
  green: CircleCheck,
  blue: CircleDashed,
  grey: CircleMinus,
};

/** A state as icon, word and colour together: colour alone says nothing to everybody. */
export function StateWord({
  tone,
  children,
  icon,
  title,
}: {
  tone: Tone;
  children: ReactNode;
  icon?: LucideIcon;
  title?: string | undefined;
}) {
  const Icon = icon ?? toneIcons[tone];
  return (
    <span
      title={title}
      className={join(
        "inline-flex items-center gap-1 rounded px-1.5 py-0.5 text-small whitespace-nowrap",
        toneClasses[tone],
      )}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {children}
    </span>
  );
}
