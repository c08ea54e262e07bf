"use client";

import { useState } from "react";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import type { ProviderAnswer, ReadinessAnswer } from "@/lib/connections/setup-wire";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";
import { automationWord } from "./automation-words";
import { CredentialsSection } from "./credentials-section";
import { type Section, SectionNav } from "./section-nav";
import { type FirstAnswers, SettingsSections } from "./settings-sections";
import { useConnection, useReadiness } from "./use-integrations";
import { connectionStateWords, readinessWords } from "./words";

type Props = {
  provider: ProviderAnswer;
  vendor: string;
  /** Left out at install: the page is the same, and goes on once the credentials work. */
  connection?: ConnectionDetailAnswer;
  first?: FirstAnswers;
};

/** Integration Setup, at install and later. */
export function SetupScreen({ provider, vendor, connection, first = {} }: Props) {
  const [connectionId, setConnectionId] = useState(connection?.id);
  const { psa } = provider.vocabulary;
  const saved = (id: string) => {
    setConnectionId(id);
    // The same page has an address of its own now; a reload or a link finds it.
    window.history.replaceState(null, "", `/integrations/${id}/setup`);
  };
  if (connectionId !== undefined) {
    return (
      <KnownSetup
        id={connectionId}
        provider={provider}
        vendor={vendor}
        first={first}
        connection={connection}
        isNew={connection === undefined}
      />
    );
  }
  return (
    <>
      <PageHead
        title={`Connect ${psa}`}
        sentence={`Make an API user in ${psa} and type its credentials. Nothing is stored before they work.`}
      />
      <Columns sections={[{ id: "credentials", label: "Credentials", tone: "blue", word: "To be tested" }]}>
        <div id="credentials">
          <CredentialsSection provider={provider} onSaved={saved} />
        </div>
      </Columns>
    </>
  );
}

type KnownProps = Required<Pick<Props, "provider" | "vendor" | "first">> & {
  id: string;
  connection: ConnectionDetailAnswer | undefined;
  isNew: boolean;
};

function KnownSetup({ id, provider, vendor, first, connection: initial, isNew }: KnownProps) {
  const { data: connection, error, refetch } = useConnection(id, initial);
  const { data: readiness } = useReadiness(id, first.readiness);
  if (error && !connection) return <ProblemNotice problem={error} onRetry={() => refetch()} />;
  if (!connection) return <Skeleton rows={10} />;
  return (
    <>
      <PageHead
        title={`Integration Setup: ${connection.name}`}
        sentence={sentenceOf(connection, readiness, isNew)}
      />
      <Columns sections={sectionsOf(connection, readiness)}>
        <div id="credentials" className="scroll-mt-16 lg:scroll-mt-4">
          <CredentialsSection provider={provider} connection={connection} onSaved={() => {}} />
        </div>
        <SettingsSections connection={connection} vendor={vendor} first={first} />
      </Columns>
    </>
  );
}

function Columns({ sections, children }: { sections: readonly Section[]; children: React.ReactNode }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <SectionNav sections={sections} />
      <div className="grid min-w-0 gap-4">{children}</div>
    </div>
  );
}

function sentenceOf(
  connection: ConnectionDetailAnswer,
  readiness: ReadinessAnswer | undefined,
  isNew: boolean,
): string {
  const { psa } = connection.vocabulary;
  if (connection.state !== "active") {
    return (
      connection.stateReason ??
      `${connection.name}: ${connectionStateWords[connection.state].word.toLowerCase()}.`
    );
  }
  const open = readiness?.items.filter(({ state }) => state === "needs_you").length ?? 0;
  const works = isNew ? `${psa} is connected.` : `${psa} is connected and works.`;
  if (open > 0)
    return `${works} ${open === 1 ? "1 thing" : `${open} things`} under Readiness ${open === 1 ? "needs" : "need"} you.`;
  const unchecked = readiness?.items.filter(({ state }) => state === "unchecked").length ?? 0;
  if (unchecked === 0) return `${works} Nothing here needs you.`;
  return `${works} ${unchecked === 1 ? "1 thing" : `${unchecked} things`} under Readiness ${unchecked === 1 ? "was" : "were"} not checked yet.`;
}

function sectionsOf(connection: ConnectionDetailAnswer, readiness: ReadinessAnswer | undefined): Section[] {
  const billing = readiness?.items.filter(({ feature }) => feature === "billing") ?? [];
  const worst = (["needs_you", "look", "unchecked"] as const).find((state) =>
    billing.some((item) => item.state === state),
  );
  return [
    { id: "credentials", label: "Credentials", ...connectionStateWords[connection.state] },
    { id: "billing", label: "Billing", ...readinessWords[readiness ? (worst ?? "ready") : "unchecked"] },
    { id: "automation", label: "Automation and prices", tone: "grey", word: automationWord(connection) },
    { id: "readiness", label: "Readiness", ...readinessWords[readiness?.state ?? "unchecked"] },
  ];
}
