"use client";

import { useQuery } from "@tanstack/react-query";
import {
  Boxes,
  Building2,
  FlaskConical,
  Handshake,
  LayoutDashboard,
  LoaderCircle,
  type LucideIcon,
  Plug,
  RefreshCw,
  Settings,
} from "lucide-react";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { join } from "@/components/ui/join";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import { showCount } from "@/lib/show";
import { type Reader, useReader } from "./reader";

export type Badges = { sync: number };

export type Place = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** The second key after "g". */
  key?: string;
  badge?: keyof Badges;
};

const partnerPlaces: readonly Place[] = [
  { href: "/overview", label: "Overview", icon: LayoutDashboard, key: "o" },
  { href: "/integrations", label: "Integrations", icon: Plug },
  { href: "/customer-map", label: "Customer Map", icon: Building2, key: "c" },
  { href: "/products", label: "Products", icon: Boxes, key: "p" },
  { href: "/sync", label: "Sync", icon: RefreshCw, key: "s", badge: "sync" },
];
const vendorPlaces: readonly Place[] = [{ href: "/vendor", label: "Partners", icon: Handshake }];
const settings: Place = { href: "/settings", label: "Settings", icon: Settings };
const sandbox: Place = { href: "/sandbox", label: "PSA sandbox", icon: FlaskConical };

/** Where this reader can go, in the order of the navigation. */
export function placesOf(reader: Reader): readonly Place[] {
  const main = reader.isVendor && !reader.visit ? vendorPlaces : partnerPlaces;
  return [...main, settings, ...(reader.isDemo ? [sandbox] : [])];
}

export function Navigation({ badges, onGo }: { badges: Badges; onGo?: () => void }) {
  const reader = useReader();
  const path = usePathname();
  const counted = useQuery({
    queryKey: queryKeys.badges,
    queryFn: () => fetchJson<Badges>("/api/v1/me/badges"),
    initialData: badges,
  });
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {placesOf(reader).map((place) => (
          <li key={place.href}>
            <NavLink
              place={place}
              isCurrent={path === place.href || path.startsWith(`${place.href}/`)}
              count={place.badge && counted.data[place.badge]}
              onGo={onGo}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type NavLinkProps = {
  place: Place;
  isCurrent: boolean;
  count: number | undefined;
  onGo: (() => void) | undefined;
};

function NavLink({ place, isCurrent, count, onGo }: NavLinkProps) {
  const { locale } = useReader();
  return (
    <Link
      href={place.href}
      prefetch={false}
      onClick={onGo}
      aria-current={isCurrent ? "page" : undefined}
      className={join(
        "flex h-8 items-center gap-2 rounded-md px-2.5",
        isCurrent ? "bg-accent-soft font-medium" : "text-muted hover:bg-raised hover:text-ink",
      )}
    >
      <NavIcon icon={place.icon} />
      <span className="grow">{place.label}</span>
      {count ? (
        <span className="rounded bg-amber-soft px-1.5 text-small text-amber tabular">
          {showCount(count, locale)}
          <span className="sr-only"> waiting</span>
        </span>
      ) : null}
    </Link>
  );
}

/** Turns while the next page is on its way. */
function NavIcon({ icon: Icon }: { icon: LucideIcon }) {
  const { pending } = useLinkStatus();
  return pending ? (
    <LoaderCircle size={16} aria-hidden className="motion-safe:animate-spin" />
  ) : (
    <Icon size={16} aria-hidden />
  );
}
