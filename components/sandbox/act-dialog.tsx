"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { ActWire } from "@/lib/practice-psa/bodies";
import type { CompanyWire, ContractWire, LineWire, WorldWire } from "@/lib/practice-psa/wire";
import { sayDone } from "./use-do";
import { useAct } from "./use-sandbox";

/** What a technician set out to do and to what. */
export type Deed =
  | { kind: "change"; line: LineWire }
  | { kind: "bundle"; line: LineWire; contract: ContractWire }
  | { kind: "remove"; line: LineWire; contract: ContractWire }
  | { kind: "rename"; company: CompanyWire["company"] };

type DialogProps = { world: WorldWire; deed: Deed; today: string; onClose(): void };

/** Asks for what the deed needs. A refusal stays in the dialog, in the PSA's words, beside what was typed. */
export default function ActDialog({ world, deed, today, onClose }: DialogProps) {
  const act = useAct(world);
  const [problem, setProblem] = useState<unknown>();
  const field = (name: string) =>
    problem instanceof ApiProblem ? problem.fields.find((each) => each.field === name)?.message : undefined;

  async function run(wanted: ActWire): Promise<void> {
    setProblem(undefined);
    try {
      await act.mutateAsync(wanted);
      sayDone(world, wanted.act);
      onClose();
    } catch (failed) {
      setProblem(failed);
    }
  }

  const refusal = problem === undefined ? undefined : sayProblem(problem, world);
  if (deed.kind === "remove")
    return (
      <ConfirmDialog
        title={`Remove ${deed.line.name}`}
        verb="Remove line"
        isDangerous
        isOpen
        isBusy={act.isPending}
        error={refusal}
        onClose={onClose}
        onConfirm={() => run({ act: "remove_line", lineId: deed.line.id })}
      >
        The line {deed.line.id} disappears from {deed.contract.name} with all its units, as if somebody had
        deleted it in {world.psa}. Only a reset brings it back.
      </ConfirmDialog>
    );

  const shared = { refusal, isBusy: act.isPending, onClose };
  if (deed.kind === "rename")
    return (
      <Form
        {...shared}
        title={`Rename ${deed.company.name}`}
        verb="Rename"
        onSubmit={(text) => run({ act: "rename_company", companyId: deed.company.id, name: text("name") })}
      >
        <TextField label="New name" name="name" defaultValue={deed.company.name} maxLength={100} required />
      </Form>
    );
  if (deed.kind === "bundle")
    return (
      <Form
        {...shared}
        title={`Put ${deed.line.name} into a bundle`}
        verb="Put into the bundle"
        onSubmit={(text) =>
          run({
            act: "put_into_bundle",
            contractId: deed.contract.id,
            itemId: deed.line.itemId ?? "0",
            bundleName: text("bundleName"),
            quantity: text("quantity"),
          })
        }
      >
        <p>
          The line gives way to a line of the bundle, which has its own price. A bundle of that name is made
          if there is none.
        </p>
        <TextField
          label="Name of the bundle"
          name="bundleName"
          maxLength={100}
          required
          error={field("bundleName")}
        />
        <TextField
          label="Units of the bundle"
          name="quantity"
          inputMode="numeric"
          defaultValue={unitsNow(deed.line)}
          required
          error={field("quantity")}
        />
      </Form>
    );
  return (
    <Form
      {...shared}
      title={`Change ${deed.line.name}`}
      verb="Change line"
      onSubmit={(text) =>
        run({
          act: "change_line",
          lineId: deed.line.id,
          fromDate: text("fromDate"),
          ...(text("quantity") && { quantity: text("quantity") }),
          ...(text("unitPrice") && { unitPrice: text("unitPrice") }),
        })
      }
    >
      <TextField
        label="From"
        name="fromDate"
        type="date"
        defaultValue={today}
        required
        error={field("fromDate")}
      />
      <TextField
        label="Quantity from that day"
        name="quantity"
        inputMode="numeric"
        help="The number of units wanted, not the difference. Empty: unchanged."
        error={field("quantity")}
      />
      <TextField
        label="Price of one unit from that day"
        name="unitPrice"
        inputMode="decimal"
        help="Like 9.40. Empty: unchanged."
        error={field("unitPrice")}
      />
    </Form>
  );
}

type FormProps = {
  title: string;
  verb: string;
  refusal: string | undefined;
  isBusy: boolean;
  children: ReactNode;
  onClose(): void;
  onSubmit(text: (name: string) => string): void;
};

function Form({ title, verb, refusal, isBusy, children, onClose, onSubmit }: FormProps) {
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          if (!isBusy) onSubmit((name) => String(form.get(name) ?? "").trim());
        }}
      >
        {children}
        {refusal ? (
          <p role="alert" className="text-red">
            {refusal}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const unitsNow = (line: LineWire): string => line.cells.flat().at(-1)?.quantity ?? "1";

function sayProblem(problem: unknown, world: WorldWire): string {
  if (!(problem instanceof ApiProblem)) return "That did not work. Try again.";
  return problem.fields.length > 0 || problem.code !== "invalid"
    ? problem.detail
    : `${world.psa} refused: ${problem.detail}`;
}
