"use client";

import { FlaskConical, type LucideIcon, Plug } from "lucide-react";
import type { ReactNode } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";

/** What a partner without a PSA can do first. */
export function FirstSteps({ customers }: { customers: number }) {
  const { may, isDemo } = useReader();
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      <Card icon={Plug} title="Connect your PSA">
        <p className="text-muted">
          {customers === 0
            ? "Your customers and what they hold come in by themselves; connected, your PSA can bill them."
            : `${customers === 1 ? "1 customer and what it holds is" : `${customers} customers and what they hold are`} here already. Connected, your PSA can bill them.`}
        </p>
        {may("connection.edit") ? (
          <ButtonLink href="/integrations" variant="primary">
            Connect your PSA
          </ButtonLink>
        ) : (
          <Button disabledReason={askAnAdmin}>Connect your PSA</Button>
        )}
      </Card>
      {isDemo ? (
        <Card icon={FlaskConical} title="Try it with the sandbox">
          <p className="text-muted">
            A look-alike of a PSA runs beside this demo. Look at what it holds and at every request it
            received.
          </p>
          <ButtonLink href="/sandbox">Open the sandbox</ButtonLink>
        </Card>
      ) : null}
    </ul>
  );
}

function Card({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <li className="grid content-start justify-items-start gap-3 rounded-lg border border-line bg-surface p-4">
      <h2 className="flex items-center gap-2 text-lead font-semibold">
        <Icon size={16} aria-hidden />
        {title}
      </h2>
      {children}
    </li>
  );
}
