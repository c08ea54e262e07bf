"use client";

import { Plug } from "lucide-react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState, ProblemNotice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { StateWord } from "@/components/ui/state";
import type { ProvidersAnswer } from "@/lib/connections/setup-wire";
import type { BudgetAnswer, ConnectionAnswer, ConnectionsAnswer } from "@/lib/connections/wire";
import { ConnectionCard } from "./connection-card";
import { useConnections } from "./use-integrations";
import { connectionStateWords } from "./words";

type Props = {
  connections: ConnectionsAnswer;
  /** By connection. */
  budgets: Readonly<Record<string, BudgetAnswer>>;
  providers: ProvidersAnswer;
};

/** Which PSAs can be connected, and how the partner's connections stand. */
export function IntegrationsScreen({ connections: initial, budgets, providers }: Props) {
  const { data, error, refetch } = useConnections(initial);
  const { connections } = data;
  return (
    <>
      <PageHead title="Integrations" sentence={sentenceOf(connections)} />
      {error ? <ProblemNotice problem={error} onRetry={() => refetch()} /> : null}
      <ul aria-label="Kinds of PSA" className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {providers.providers.map(({ id, vocabulary }) => (
          <Tile key={id} psa={vocabulary.psa}>
            <InstallButton
              provider={id}
              psa={vocabulary.psa}
              isFirst={connections.every((connection) => connection.provider !== id)}
            />
          </Tile>
        ))}
        {providers.planned.map(({ psa }) => (
          <Tile key={psa} psa={psa}>
            <StateWord tone="grey">Next</StateWord>
          </Tile>
        ))}
      </ul>
      <section aria-labelledby="your-connections" className="grid gap-3">
        <h2 id="your-connections" className="text-lead font-semibold">
          Your connections
        </h2>
        {connections.length === 0 ? (
          <div className="rounded-lg border border-line bg-surface">
            <EmptyState
              title="No PSA is connected yet"
              icon={<Plug size={24} aria-hidden className="text-muted" />}
            >
              Connect the PSA your contracts live in. Nothing is written to it before you have seen a plan and
              approved it; the test signs in once and reads your lists.
            </EmptyState>
          </div>
        ) : (
          <ul className="grid gap-3 lg:grid-cols-2">
            {connections.map((connection) => (
              <li key={connection.id}>
                <ConnectionCard connection={connection} budget={budgets[connection.id]} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Tile({ psa, children }: { psa: string; children: React.ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <span className="font-semibold">{psa}</span>
      {children}
    </li>
  );
}

function InstallButton({ provider, psa, isFirst }: { provider: string; psa: string; isFirst: boolean }) {
  const reader = useReader();
  const text = isFirst ? "Install now" : "Add another connection";
  if (!reader.may("connection.edit")) return <Button disabledReason={askAnAdmin}>{text}</Button>;
  return (
    <ButtonLink
      href={`/integrations/install/${provider}`}
      variant={isFirst ? "primary" : "secondary"}
      aria-label={`${text}: ${psa}`}
    >
      {text}
    </ButtonLink>
  );
}

function sentenceOf(connections: readonly ConnectionAnswer[]): string {
  const [first] = connections;
  if (!first) return "No PSA is connected. Connect yours, and orders can be brought onto its contracts.";
  const trouble = connections.filter(({ state }) => connectionStateWords[state].tone !== "green");
  if (trouble.length === 0) {
    return connections.length === 1
      ? `${first.name} is connected and works.`
      : `All ${connections.length} connections work.`;
  }
  const named = trouble.map(
    ({ name, state }) => `${name}: ${connectionStateWords[state].word.toLowerCase()}`,
  );
  return `${trouble.length} of ${connections.length} ${connections.length === 1 ? "connection" : "connections"} ${trouble.length === 1 ? "needs" : "need"} a look. ${named.join("; ")}.`;
}
