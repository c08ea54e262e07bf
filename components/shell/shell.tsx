"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { type Badges, Navigation } from "./navigation";
import { PartnerSwitcher } from "./partner-switcher";
import { PersonCard } from "./person-card";
import { PopUps } from "./pop-ups";
import { useReader } from "./reader";
import { SessionEnded } from "./session-ended";
import { openPalette, Shortcuts } from "./shortcuts";

/** The frame around every page: navigation, whose data it is, who looks. It shows; it guards nothing. */
export function Shell({ badges, children }: { badges: Badges; children: ReactNode }) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <div className="lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">
        <SideBar badges={badges} />
        <TopBar badges={badges} />
        <main id="content" tabIndex={-1} className="min-w-0 outline-none">
          <VisitBand />
          <OfflineBand />
          <div className="mx-auto grid max-w-7xl gap-4 px-3 py-4 sm:px-6">{children}</div>
        </main>
      </div>
      <Shortcuts />
      <SessionEnded />
      <PopUps />
    </>
  );
}

function SideBar({ badges }: { badges: Badges }) {
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col gap-3 border-r border-line bg-surface p-3 lg:flex print:hidden">
      <p className="px-2.5 text-small font-semibold tracking-wide text-muted">COUNTERPART</p>
      <div className="px-2.5">
        <PartnerSwitcher />
      </div>
      <FindButton />
      <div className="grow overflow-y-auto">
        <Navigation badges={badges} />
      </div>
      <div className="border-t border-line px-2.5 pt-3">
        <PersonCard />
      </div>
    </aside>
  );
}

function TopBar({ badges }: { badges: Badges }) {
  const reader = useReader();
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-surface px-3 lg:hidden print:hidden">
      <IconButton label="Open the navigation" icon={MenuIcon} onClick={() => setOpen(true)} />
      <p className="grow truncate font-semibold">{reader.partnerName}</p>
      <IconButton label="Find anything" icon={Search} onClick={find} />
      <Dialog title="Counterpart" isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className="grid gap-4">
          <PartnerSwitcher />
          <Navigation badges={badges} onGo={() => setOpen(false)} />
          <PersonCard />
        </div>
      </Dialog>
    </header>
  );
}

const find = () => window.dispatchEvent(new Event(openPalette));

function FindButton() {
  return (
    <button
      type="button"
      onClick={find}
      className="flex h-8 items-center gap-2 rounded-md border border-strong-line px-2.5 text-muted hover:bg-raised"
    >
      <Search size={16} aria-hidden />
      <span className="grow text-left">Find</span>
      <kbd className="text-small">Ctrl K</kbd>
    </button>
  );
}

function VisitBand() {
  const { visit, partnerName } = useReader();
  if (!visit) return null;
  return (
    <div className="px-3 pt-3 sm:px-6">
      <Notice tone="blue" title={`You are a guest at ${partnerName}`}>
        {visit === "read" ? "You may look." : "You may lend a hand; changes of money stay theirs."}
      </Notice>
    </div>
  );
}

function OfflineBand() {
  const [isOffline, setOffline] = useState(false);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  if (!isOffline) return null;
  return (
    <div className="px-3 pt-3 sm:px-6">
      <Notice tone="amber" title="You are offline">
        What you typed is kept on this page. Nothing is sent until the connection is back.
      </Notice>
    </div>
  );
}
