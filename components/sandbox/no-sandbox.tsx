"use client";

import { PlugZap } from "lucide-react";
import { useRouter } from "next/navigation";
import { useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { SandboxBand } from "./sandbox-frame";

/** Before there is a connection that leads to a look-alike. */
export function NoSandbox() {
  const reader = useReader();
  return (
    <div className="grid gap-4">
      <SandboxBand />
      <PageHead
        title="PSA sandbox"
        sentence={`${reader.partnerName} has no connection that leads to a PSA of this sandbox.`}
      />
      <EmptyState
        title="What a PSA receives is shown here"
        icon={<PlugZap size={24} aria-hidden className="text-muted" />}
        action={
          reader.isVendor ? undefined : (
            <ButtonLink href="/integrations" variant="primary">
              Open Integrations
            </ButtonLink>
          )
        }
      >
        Once your company is connected, you see every request of the portal with its answer, play the
        technician on the other side, and make the PSA fail on purpose.
      </EmptyState>
    </div>
  );
}

/** The sandbox is a program of its own and may be away while the portal is there. */
export function SandboxAway() {
  const router = useRouter();
  return (
    <div className="grid gap-4">
      <SandboxBand />
      <PageHead title="PSA sandbox" />
      <Notice
        tone="red"
        title="The PSA sandbox does not answer."
        action={
          <Button size="small" onClick={() => router.refresh()}>
            Try again
          </Button>
        }
      >
        Nothing was lost. It starts together with the portal; wait a moment or look at its log.
      </Notice>
    </div>
  );
}
