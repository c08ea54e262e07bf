"use client";

import { Dialog } from "@/components/ui/dialog";
import { useBoundKeys } from "@/components/ui/keys";

type KeysHelpProps = { isOpen: boolean; onClose(): void };

/** Every key in force on this page, as the page bound them. */
export default function KeysHelp({ isOpen, onClose }: KeysHelpProps) {
  const bound = useBoundKeys();
  // What was bound last wins, and the first place it was bound keeps the order.
  const keys = [...new Map(bound.map(({ key, does }) => [key, does]))];
  return (
    <Dialog title="Keys on this page" isOpen={isOpen} onClose={onClose}>
      <table className="w-full">
        <caption className="sr-only">Keys and what they do</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Key</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(([key, does]) => (
            <tr key={key} className="border-b border-line last:border-b-0">
              <th scope="row" className="w-32 py-1.5 pr-4 text-left font-normal">
                <Keys name={key} />
              </th>
              <td className="py-1.5">{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-small text-muted">
        Keys rest while you type. They can be switched off in Settings; Ctrl K stays.
      </p>
    </Dialog>
  );
}

/** "g s" is g, then s; "Shift+x" both at once. */
function Keys({ name }: { name: string }) {
  const strokes = name.split(" ").map((stroke) => stroke.replace("mod+", "Ctrl+").split("+"));
  return strokes.map((stroke, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a stroke is its place
    <span key={index}>
      {index > 0 ? <span className="text-small text-muted"> then </span> : null}
      {stroke.map((key, place) => (
        <span key={key}>
          {place > 0 ? " " : null}
          <kbd className="rounded border border-strong-line bg-raised px-1.5 font-mono text-small">
            {shown(key)}
          </kbd>
        </span>
      ))}
    </span>
  ));
}

const shown = (key: string): string => ({ ArrowUp: "Up", ArrowDown: "Down", Escape: "Esc" })[key] ?? key;
