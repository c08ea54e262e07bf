"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { join } from "./join";

export type Tab = { href: string; label: string; count?: string | undefined; isCurrent: boolean };

/** Parts of a screen, each with its own address. On a small screen the row scrolls to the one that is open. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const row = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.isCurrent)?.href;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the tab that is open
  useEffect(() => {
    const open = row.current?.querySelector<HTMLElement>("[aria-current]");
    // Sideways only: bringing it into view would move the page as well.
    if (open && row.current) row.current.scrollLeft = open.offsetLeft - row.current.offsetLeft - 16;
  }, [current]);
  return (
    <nav ref={row} aria-label={label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              prefetch={false}
              aria-current={tab.isCurrent ? "page" : undefined}
              className={join(
                "-mb-px flex items-center gap-1.5 border-b-2 px-3 py-1.5 whitespace-nowrap",
                tab.isCurrent
                  ? "border-accent font-medium"
                  : "border-transparent text-muted hover:border-strong-line hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="rounded bg-grey-soft px-1.5 text-small text-grey tabular">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
