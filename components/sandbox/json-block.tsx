"use client";

import { useId } from "react";

/** JSON as one reads it, a page as it came. What the log cut off ends with an ellipsis. */
export function JsonBlock({ title, value, none }: { title: string; value: unknown; none: string }) {
  const id = useId();
  const isNone = value === null || value === "";
  return (
    <section aria-labelledby={id} className="grid gap-1">
      <h3 id={id} className="font-medium">
        {title}
      </h3>
      {isNone ? (
        <p className="text-muted">{none}</p>
      ) : (
        <pre className="rounded-md border border-line bg-raised p-3 font-mono text-small whitespace-pre-wrap break-words">
          {typeof value === "string" ? value : readable(value)}
        </pre>
      )}
    </section>
  );
}

/** Indented, but a list of plain values on one line: 500 ids would hide everything else. */
function readable(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /\[\n\s+([^[\]{}]+?)\n\s+\]/g,
    (_, inner: string) => `[${inner.replace(/\n\s+/g, " ")}]`,
  );
}
