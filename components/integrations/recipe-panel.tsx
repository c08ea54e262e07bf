"use client";

import { Printer } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Fold, Panel } from "@/components/ui/panel";
import type { ProviderAnswer } from "@/lib/connections/setup-wire";

type Recipe = ProviderAnswer["recipes"][number];
type Props = {
  recipes: readonly Recipe[];
  psa: string;
  /** Who has followed it already needs it rarely. */
  isFolded: boolean;
};

/** How somebody prepares the PSA, beside the fields that it fills; printable. */
export function RecipePanel({ recipes, psa, isFolded }: Props) {
  const [first] = recipes;
  if (!first) return null;
  return (
    <Panel
      title={`What to do in ${psa}`}
      actions={
        <Button
          size="small"
          variant="quiet"
          icon={Printer}
          onClick={() => window.print()}
          className="print:hidden"
        >
          Print
        </Button>
      }
    >
      <div className="grid gap-3">
        {recipes.map((recipe) => (
          <Fold key={recipe.id} summary={recipe.title} isOpen={!isFolded && recipe === first}>
            <Steps recipe={recipe} />
          </Fold>
        ))}
      </div>
    </Panel>
  );
}

function Steps({ recipe }: { recipe: Recipe }) {
  return (
    <div className="grid gap-2">
      <p className="text-muted">{recipe.purpose}</p>
      <ol className="grid list-decimal gap-1.5 pl-5">
        {recipe.steps.map((step) => (
          <li key={step.text}>
            {step.path ? <span className="block font-medium">{step.path.join(" > ")}</span> : null}
            {step.text}
          </li>
        ))}
      </ol>
      {recipe.rights ? (
        <div>
          <p className="font-medium">Rights of its security level, and why</p>
          <ul className="grid list-disc gap-0.5 pl-5">
            {recipe.rights.map(({ right, reason }) => (
              <li key={right}>
                {right}: <span className="text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {recipe.caution ? <p className="text-amber">{recipe.caution}</p> : null}
    </div>
  );
}
