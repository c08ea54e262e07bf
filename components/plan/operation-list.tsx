import { Money } from "@/components/ui/money";
import { StateWord } from "@/components/ui/state";
import { Day } from "@/components/ui/time";
import type { WirePlanLine, WirePlanOperation } from "@/lib/plans/plan-schema";
import { operationWords } from "../sync/log-words";
import { QuantityChange } from "./before-after";
import { undoWords } from "./words";

/** The writes of a line in the order they run, each before and after, with its undo note and what became of it. */
export function OperationList({ line, isRunning = false }: { line: WirePlanLine; isRunning?: boolean }) {
  const text = line.writesKey;
  const charges = line.remainders.filter(({ charge }) => charge !== undefined);
  const firstCharge = line.steps.length + (text === undefined ? 0 : 1);
  if (firstCharge + charges.length === 0) {
    return <p className="text-muted">{nothingToWrite(line)}</p>;
  }
  return (
    <ol className="grid gap-2">
      {line.steps.map((step, position) => (
        <li key={`${step.effectiveDate} ${step.kind} ${step.quantity}`} className="grid gap-0.5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <QuantityChange before={step.quantityBefore} after={step.quantity} />
            <span>
              from <Day date={step.effectiveDate} />
            </span>
            <OperationState operation={line.operations[position]} isRunning={isRunning} />
          </p>
          <p className="text-small">{step.sentence}</p>
          <p className="text-small text-muted">
            {undoWords[step.undo.class]}. {step.undo.sentence}
          </p>
          <OperationError operation={line.operations[position]} />
        </li>
      ))}
      {text === undefined ? null : (
        <li className="grid gap-0.5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>Key {text} is written into the line</span>
            <OperationState operation={line.operations[line.steps.length]} isRunning={isRunning} />
          </p>
          <p className="text-small text-muted">It names the line and stays when the change is taken back.</p>
          <OperationError operation={line.operations[line.steps.length]} />
        </li>
      )}
      {charges.map((remainder, at) => (
        <ChargeItem
          key={`${remainder.kind} ${remainder.text} ${remainder.charge?.date}`}
          remainder={remainder}
          operation={line.operations[firstCharge + at]}
          isRunning={isRunning}
        />
      ))}
    </ol>
  );
}

function ChargeItem({
  remainder: { charge, amountMinor, currency, sentence },
  operation,
  isRunning,
}: {
  remainder: WirePlanLine["remainders"][number];
  operation: WirePlanOperation | undefined;
  isRunning: boolean;
}) {
  if (!charge) return null;
  return (
    <li className="grid gap-0.5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{charge.kind === "add_charge" ? "Charge" : "Charge deleted:"}</span>
        <span>{charge.name}</span>
        <Money minor={amountMinor} currency={currency} isSigned />
        <span>
          on <Day date={charge.date} />
        </span>
        <OperationState operation={operation} isRunning={isRunning} />
      </p>
      <p className="text-small">{sentence}</p>
      <p className="text-small text-muted">
        {undoWords[charge.undo.class]}. {charge.undo.sentence}
      </p>
      <OperationError operation={operation} />
    </li>
  );
}

function nothingToWrite(line: WirePlanLine): string {
  const [refusal] = line.refusals;
  if (refusal) return refusal.sentence;
  return line.adoptsLine ? "The line is taken over as it stands; nothing is written." : "Nothing is written.";
}

function OperationState({
  operation,
  isRunning,
}: {
  operation: WirePlanOperation | undefined;
  isRunning: boolean;
}) {
  if (!operation || (operation.state === "planned" && !isRunning)) return null;
  const { tone, word } = operationWords[operation.state];
  return (
    <>
      <StateWord tone={tone}>{operation.isUndone ? `${word}, taken back` : word}</StateWord>
      {operation.psaReference ? (
        <span className="text-small text-muted">reference {operation.psaReference}</span>
      ) : null}
    </>
  );
}

/** Our sentence first, the PSA's own below it. */
function OperationError({ operation }: { operation: WirePlanOperation | undefined }) {
  const error = operation?.error;
  if (!error || operation.state === "confirmed" || operation.state === "superseded") return null;
  return (
    <div className={operation.state === "refused" ? "text-red" : "text-amber"}>
      <p>{error.message}</p>
      {error.psaSentence ? <p className="text-small">The PSA said: “{error.psaSentence}”</p> : null}
    </div>
  );
}
