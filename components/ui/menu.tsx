"use client";

import { Ellipsis, type LucideIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { patiently } from "./patiently";

export type MenuItem = {
  label: string;
  icon?: LucideIcon;
  onSelect(): void;
  isDangerous?: boolean;
  disabledReason?: string | undefined;
};

export type MenuProps = { label: string; items: readonly MenuItem[] };

const OpenMenu = lazy(patiently(() => import("./open-menu")));

export const menuButtonClass =
  "inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-ink";

/** The three dots of a row. What a menu needs by keyboard and by screen reader is loaded when the first one opens. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      className={menuButtonClass}
      onClick={() => setWanted(true)}
    >
      <Ellipsis size={16} aria-hidden />
    </button>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <OpenMenu {...props} />
    </Suspense>
  );
}
