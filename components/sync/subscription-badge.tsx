import { StateWord } from "@/components/ui/state";
import type { SubscriptionStanding } from "@/lib/sync/subscription-state";
import { subscriptionStateWords } from "./words";

/** How a subscription stands against the PSA; why is said on hover and to screen readers. */
export function SubscriptionBadge({ standing }: { standing: SubscriptionStanding }) {
  const { tone, word } = subscriptionStateWords[standing.state];
  return (
    <StateWord tone={tone} title={standing.why}>
      {word}
      <span className="sr-only">. {standing.why}</span>
    </StateWord>
  );
}
