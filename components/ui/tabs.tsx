import Link from "next/link";
import { join } from "./join";

export type Tab = { href: string; label: string; count?: string | undefined; isCurrent: boolean };

/** Parts of a screen, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line">
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
