import { ListChecks, Settings, Waypoints } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { Facts, Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { BudgetAnswer, ConnectionAnswer } from "@/lib/connections/wire";
import { BudgetGauge } from "./budget-gauge";
import { connectionStateWords, plural } from "./words";

/** One connection of the partner: how it stands, and the ways into its setup. */
export function ConnectionCard({
  connection,
  budget,
}: {
  connection: ConnectionAnswer;
  budget: BudgetAnswer | undefined;
}) {
  const { id, name, state, stateReason, instance, companiesMapped, lastSyncAt, vocabulary } = connection;
  const { tone, word } = connectionStateWords[state];
  const setup = `/integrations/${id}/setup`;
  return (
    <Panel title={name} actions={<StateWord tone={tone}>{word}</StateWord>}>
      <div className="grid gap-3">
        {stateReason ? <p className="text-red">{stateReason}</p> : null}
        <Facts
          facts={[
            [vocabulary.psa, instance.displayName],
            [
              "Mapped",
              `${companiesMapped} ${companiesMapped === 1 ? vocabulary.company : plural(vocabulary.company)}`,
            ],
            ["Last sync", <Moment key="sync" at={lastSyncAt} />],
          ]}
        />
        <BudgetGauge connectionId={id} psa={vocabulary.psa} initial={budget} />
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={setup} icon={Settings} aria-label={`Settings of ${name}`}>
            Settings
          </ButtonLink>
          <ButtonLink href="/customer-map" variant="quiet" icon={Waypoints} aria-label={`Mapping of ${name}`}>
            Mapping
          </ButtonLink>
          <ButtonLink
            href={`${setup}#readiness`}
            variant="quiet"
            icon={ListChecks}
            aria-label={`Readiness of ${name}`}
          >
            Readiness
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}
