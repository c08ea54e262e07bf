import type { KeyboardEvent } from "react";

/**
 * Arrow keys move between the cells that can be worked on (`data-cell`, named by column): up and down to the same
 * column, left and right within the row. Enter is the cell's own click. Not while somebody types in an editor.
 */
export function moveInGrid(event: KeyboardEvent<HTMLElement>): void {
  const cell = event.target instanceof HTMLElement ? event.target : undefined;
  const row = cell?.closest<HTMLElement>("tr[data-key]");
  if (!cell || !row || !cell.matches("[data-cell]")) return;
  const next = neighbour(event.key, cell, row);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function neighbour(key: string, cell: HTMLElement, row: HTMLElement): HTMLElement | undefined {
  const cells = cellsOf(row);
  if (key === "ArrowRight") return cells[cells.indexOf(cell) + 1];
  if (key === "ArrowLeft") return cells[cells.indexOf(cell) - 1];
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const step = key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
  for (let other = row[step]; other instanceof HTMLElement; other = other[step]) {
    const there = cellsOf(other);
    const same = there.find((each) => each.dataset.cell === cell.dataset.cell);
    if (same) return same;
  }
  return undefined;
}

const cellsOf = (row: HTMLElement): HTMLElement[] => [...row.querySelectorAll<HTMLElement>("[data-cell]")];
