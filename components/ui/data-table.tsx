"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useRef } from "react";
import { Checkbox } from "./field";
import { join } from "./join";
import { useKeys } from "./keys";
import type { Selection } from "./selection";

export { type Selection, useSelection } from "./selection";

export type Column<Row> = {
  key: string;
  header: string;
  cell(row: Row): ReactNode;
  /** Right-aligned with tabular digits. */
  isNumeric?: boolean;
  isSortable?: boolean;
  /** Names the row: its header, and the title of its card. */
  isMain?: boolean;
  hideOnCard?: boolean;
  /** A class of Tailwind: "w-40". */
  width?: string;
};

export type Sort = { key: string; direction: "asc" | "desc" };

type DataTableProps<Row> = {
  caption: string;
  /** Must stay the same array between renders (a constant or a memo): rows are drawn again when it changes. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** For the reader of a tick: "T-000123, Calder LLC". */
  rowLabel(row: Row): string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  onOpen?: (row: Row) => void;
  /** Rows with the same text stand under one heading; they must come sorted by it. */
  groupOf?: ((row: Row) => string) | undefined;
  isLoading?: boolean;
  empty: ReactNode;
  /** Below the last row: Load more. */
  after?: ReactNode;
};

/**
 * Rows as a table, under 640 px as cards. Sorting and paging are the server's. Keys: j and k move, x selects, Shift+x
 * selects up to here, Enter opens.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowLabel, sort, onSort, selection, onOpen, isLoading } = props;
  const { groupOf } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body, selection);
  if (!isLoading && rows.length === 0) return props.empty;
  const loaded = selection ? rows.filter((row) => selection.has(rowKey(row))).length : 0;
  return (
    <div className="sm:overflow-x-auto lg:overflow-visible">
      <table className="as-cards w-full border-separate border-spacing-0">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {selection ? (
              <th scope="col" className={join(headClass, "w-8")}>
                <Checkbox
                  label="Select all rows shown"
                  isLabelHidden
                  checked={loaded > 0 && loaded === rows.length}
                  isMixed={loaded > 0 && loaded < rows.length}
                  onChange={selection.togglePage}
                />
              </th>
            ) : null}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} aria-busy={isLoading}>
          {isLoading ? <LoadingRows width={columns.length + (selection ? 1 : 0)} /> : null}
          {rows.map((row, index) => {
            const key = rowKey(row);
            const group = groupOf?.(row);
            const before = rows[index - 1];
            const isFirst = group !== undefined && (!before || groupOf?.(before) !== group);
            const line = (
              <tr
                key={key}
                data-key={key}
                tabIndex={-1}
                onKeyDown={onOpen ? openOnEnter(() => onOpen(row)) : undefined}
                className={join(
                  "group focus-visible:outline-offset-[-2px]",
                  selection?.has(key) ? "bg-accent-soft" : "hover:bg-raised",
                )}
              >
                {selection ? (
                  <td className={cellClass}>
                    <Checkbox
                      label={`Select ${rowLabel(row)}`}
                      isLabelHidden
                      checked={selection.has(key)}
                      onClick={(event) => event.shiftKey && selection.toggleRange(key)}
                      onChange={(event) =>
                        (event.nativeEvent as MouseEvent).shiftKey || selection.toggle(key)
                      }
                    />
                  </td>
                ) : null}
                <Cells row={row} columns={columns as readonly Column<unknown>[]} />
              </tr>
            );
            if (!isFirst) return line;
            return [
              <GroupRow key={`group of ${key}`} name={group} width={columns.length + (selection ? 1 : 0)} />,
              line,
            ];
          })}
        </tbody>
      </table>
      {props.after}
    </div>
  );
}

/** The table's own shape until its rows are there, so that nothing jumps. */
function LoadingRows({ width }: { width: number }) {
  return loadingRows.map((row) => (
    <tr key={row}>
      <td colSpan={width} className={cellClass}>
        {row === 0 ? (
          <span role="status" className="sr-only">
            Loading
          </span>
        ) : null}
        <span className="pulse my-0.5 block h-4 grow rounded bg-raised" />
      </td>
    </tr>
  ));
}

const loadingRows = [0, 1, 2, 3, 4, 5, 6, 7];

const headClass =
  "z-10 border-b border-line bg-surface px-3 py-2 text-left text-small font-medium whitespace-nowrap text-muted lg:sticky lg:top-0";
const cellClass = "border-b border-line px-3 py-(--row-y) align-top";

type HeadCellProps<Row> = {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
};

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={direction && (direction === "asc" ? "ascending" : "descending")}
      className={join(headClass, column.isNumeric && "text-right", column.width)}
    >
      {column.isSortable && onSort ? (
        <button
          type="button"
          className={join(
            "inline-flex items-center gap-1 rounded hover:text-ink",
            column.isNumeric && "flex-row-reverse",
          )}
          onClick={() => onSort({ key: column.key, direction: direction === "asc" ? "desc" : "asc" })}
        >
          {column.header}
          <Arrow size={12} aria-hidden className={direction ? "" : "invisible"} />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

function GroupRow({ name, width }: { name: string; width: number }) {
  return (
    <tr>
      <th
        scope="colgroup"
        colSpan={width}
        className="border-b border-line bg-raised px-3 py-1.5 text-left text-small font-semibold"
      >
        {name}
      </th>
    </tr>
  );
}

/** Drawn again only when the row itself changed: ticking 500 rows draws 500 ticks, not 5,000 cells. */
const Cells = memo(function Cells({ row, columns }: { row: unknown; columns: readonly Column<unknown>[] }) {
  return columns.map((column) => {
    const className = join(cellClass, column.isNumeric && "text-right tabular", column.width);
    return column.isMain ? (
      <th key={column.key} scope="row" className={join(className, "text-left font-normal")}>
        {column.cell(row)}
      </th>
    ) : (
      <td
        key={column.key}
        data-label={column.header}
        data-hide={column.hideOnCard || undefined}
        className={className}
      >
        {column.cell(row)}
      </td>
    );
  });
});

const openOnEnter = (open: () => void) => (event: KeyboardEvent) => {
  if (event.key === "Enter" && event.target === event.currentTarget) open();
};

/** Moves the focus from row to row; which row is meant is where the focus stands. */
function useRowKeys(body: { current: HTMLElement | null }, selection: Selection | undefined): void {
  const rowOf = (element: Element | null) => element?.closest<HTMLElement>("tr[data-key]") ?? undefined;
  const here = () => {
    const row = rowOf(document.activeElement);
    return row && body.current?.contains(row) ? row : undefined;
  };
  const move = (to: "nextElementSibling" | "previousElementSibling") => {
    const row = here();
    let next = row ? row[to] : body.current?.firstElementChild;
    // Headings of groups are passed over.
    while (next && !next.matches("tr[data-key]")) next = row ? next[to] : next.nextElementSibling;
    if (next instanceof HTMLElement) next.focus();
  };
  const withKey = (act: (key: string) => void) => () => {
    const key = here()?.dataset.key;
    if (key) act(key);
  };
  useKeys({
    j: { does: "Next row", run: () => move("nextElementSibling") },
    k: { does: "Previous row", run: () => move("previousElementSibling") },
    w: { does: "Why this number", run: () => here()?.querySelector<HTMLElement>("[data-why]")?.click() },
    ...(selection && {
      x: { does: "Select the row", run: withKey(selection.toggle) },
      "Shift+x": { does: "Select up to this row", run: withKey(selection.toggleRange) },
    }),
  });
}
