"use client";

import type { ReactNode } from "react";
import { join } from "@/components/ui/join";

type CellButtonProps = {
  /** Names the column to the arrow keys. */
  cell: string;
  /** Whose value it is, for those who do not see the column and row. */
  about: string;
  isEdited: boolean;
  disabledReason: string | undefined;
  onEdit(): void;
  onRevert(): void;
  children: ReactNode;
};

/** A cell that can be worked on: a click or Enter edits, Esc takes an unsaved edit back. */
export function CellButton(props: CellButtonProps) {
  const { cell, about, isEdited, disabledReason, onEdit, onRevert, children } = props;
  return (
    <button
      type="button"
      data-cell={cell}
      title={disabledReason}
      aria-disabled={disabledReason ? true : undefined}
      onClick={() => disabledReason === undefined && onEdit()}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isEdited) return;
        event.preventDefault();
        onRevert();
      }}
      className={join(
        "w-full rounded-md border px-2 py-0.5 text-left break-words",
        isEdited ? "border-accent bg-accent-soft" : "border-line hover:border-strong-line",
        disabledReason !== undefined && "cursor-not-allowed",
      )}
    >
      <span className="sr-only">{about}: </span>
      {children}
      {isEdited ? <span className="text-small text-accent"> not saved</span> : null}
    </button>
  );
}
