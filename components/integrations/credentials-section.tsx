"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { ProviderAnswer } from "@/lib/connections/setup-wire";
import type { ConnectionDetailAnswer, SavedAnswer, TrialAnswer } from "@/lib/connections/wire";
import type { ApiProblem } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import { CredentialFields } from "./credential-fields";
import { RecipePanel } from "./recipe-panel";
import { TrialSteps } from "./trial-steps";
import { useTrial } from "./use-trial";

type Props = {
  provider: ProviderAnswer;
  /** Left out while the connection does not exist yet. */
  connection?: ConnectionDetailAnswer | undefined;
  onSaved(connectionId: string): void;
};

/** Credentials beside their recipe; Test and Save shows its steps as they happen. */
export function CredentialsSection({ provider, connection, onSaved }: Props) {
  const mayEdit = useReader().may("connection.edit");
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [name, setName] = useState("");
  const trial = useTrial<SavedAnswer | TrialAnswer>();
  const { problem } = trial;
  const { psa } = provider.vocabulary;
  const errorOf = (field: string) => problem?.fields.find((each) => each.field === field)?.message;
  const isKnown = (field: string) =>
    field === "name" || provider.fields.some((each) => `credentials.${each.name}` === field);
  const hasPlace = problem?.fields.some(({ field }) => isKnown(field)) ?? false;

  useEffect(() => {
    if (hasPlace) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [hasPlace]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (trial.isRunning || why) return;
    const saved = connection
      ? await trial.run(`/api/v1/connections/${connection.id}/credentials`, { credentials: values })
      : await trial.run("/api/v1/connections", {
          provider: provider.id,
          ...(name.trim() && { name }),
          credentials: values,
        });
    if (!saved) return;
    setValues({});
    await client.invalidateQueries({ queryKey: queryKeys.connections });
    if ("connectionId" in saved) onSaved(saved.connectionId);
  };

  const isTyped = Object.values(values).some((value) => value.trim() !== "");
  const why = mayEdit ? (connection && !isTyped ? "Type what has changed first." : undefined) : askAnAdmin;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      {/* Printed are the recipe and the readiness list, which people carry to the PSA. */}
      <div className="print:hidden">
        <Panel title="Credentials">
          <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
            {connection?.state === "credentials_rejected" ? (
              <Notice tone="red" title={connection.stateReason ?? `${psa} refused the credentials.`}>
                Nothing is sent until new ones were tested; mappings, rules and history stay.
              </Notice>
            ) : null}
            <CredentialFields
              fields={provider.fields}
              saved={connection?.credentials ?? {}}
              values={values}
              errorOf={errorOf}
              onChange={(field, value) => setValues((now) => ({ ...now, [field]: value }))}
              isDisabled={!mayEdit}
            />
            {connection ? null : (
              <TextField
                label="Name of this connection (optional)"
                name="name"
                maxLength={100}
                placeholder={psa}
                disabled={!mayEdit}
                value={name}
                onChange={(event) => setName(event.target.value)}
                error={errorOf("name")}
                help="Shown on every list, for example with the country it serves."
              />
            )}
            <div className="grid gap-1">
              <div>
                <Button type="submit" variant="primary" isBusy={trial.isRunning} disabledReason={why}>
                  Test and Save
                </Button>
              </div>
              <p className="text-small text-muted">
                {connection
                  ? "The old secret is erased once the new one works; it cannot be brought back. Refused ones change nothing."
                  : `Signs in to ${psa} once. Stored only if that succeeds.`}
              </p>
            </div>
            {problem && !hasPlace ? <TrialProblem problem={problem} /> : null}
            {trial.steps ? <TrialSteps steps={trial.steps} isRunning={trial.isRunning} /> : null}
          </form>
        </Panel>
      </div>
      <RecipePanel recipes={provider.recipes} psa={psa} isFolded={connection !== undefined} />
    </div>
  );
}

function TrialProblem({ problem }: { problem: ApiProblem }) {
  const existing = problem.current as { connectionId?: string; name?: string } | undefined;
  if (!existing?.connectionId) return <ProblemNotice problem={problem} />;
  return (
    <Notice
      tone="red"
      title={problem.detail}
      action={
        <Link className="text-ink underline" href={`/integrations/${existing.connectionId}/setup`}>
          Settings of {existing.name}
        </Link>
      }
    />
  );
}
