import type { Row } from "../table";
import type { World } from "../world";
import { addLine, adjust } from "./adjustment";
import { AutotaskRefusal } from "./answers";
import { midnight } from "./calendar";
import { inInternalCurrency } from "./currency";
import { RECURRING_SERVICE } from "./picklists";
import { adjustmentsOf, BUNDLE_LINE, type LineKind, recut, SERVICE_LINE } from "./recurring-line";
import { type AdjustmentRow, type LineRow, rowsOf } from "./rows";
import { type EntityRules, type Members, numberOf, type RuleTable, textOf, type Writing } from "./rules";
import { settingsOf } from "./settings";

/** Lines of recurring contracts and the adjustments that change them. */
export const lineRules: RuleTable = {
  ContractServices: rulesOfLines(SERVICE_LINE),
  ContractServiceBundles: rulesOfLines(BUNDLE_LINE),
  ContractServiceAdjustments: rulesOfAdjustments(SERVICE_LINE),
  ContractServiceBundleAdjustments: rulesOfAdjustments(BUNDLE_LINE),
};

function rulesOfAdjustments(kind: LineKind): EntityRules {
  return {
    create({ world, author }: Writing, members: Members): null {
      const isBundle = kind === BUNDLE_LINE;
      adjust(
        world,
        kind,
        {
          contractID: numberOf(members, "contractID"),
          lineID: numberOf(members, kind.lineID),
          catalogueID: numberOf(members, kind.catalogueID),
          effectiveDate: textOf(members, "effectiveDate") ?? "",
          unitChange: numberOf(members, "unitChange"),
          // A bundle's adjustment takes a price and does nothing with it; the price is a member of the line.
          adjustedUnitPrice: isBundle ? null : numberOf(members, "adjustedUnitPrice"),
          adjustedUnitCost: isBundle ? null : numberOf(members, "adjustedUnitCost"),
          allowRepeat: members.get(kind.allowRepeat) === true,
        },
        author,
      );
      return null;
    },
  };
}

function rulesOfLines(kind: LineKind): EntityRules {
  return {
    create({ world }: Writing, members: Members): number {
      const contract = rowsOf(world, "Contracts").get(numberOf(members, "contractID") ?? -1);
      if (contract.contractType !== RECURRING_SERVICE) {
        throw new AutotaskRefusal("Services can only be added to a Recurring Service Contract.");
      }
      const line = addLine(world, kind, contract, numberOf(members, kind.catalogueID) ?? -1, {
        invoiceDescription: textOf(members, "invoiceDescription"),
        internalDescription: textOf(members, "internalDescription"),
        unitCost: numberOf(members, "unitCost") ?? undefined,
        unitPrice: kind === BUNDLE_LINE ? (numberOf(members, "unitPrice") ?? undefined) : undefined,
        adjustedPrice: kind === BUNDLE_LINE ? numberOf(members, "adjustedPrice") : undefined,
        firstUnits: settingsOf(world).options.directLineUnits,
      });
      recut(world, kind, line);
      return line.id;
    },
    derive: (world, row) => prices(world, kind, row as LineRow),
  };
}

/** The agreed price shows in the tenant's currency only; a line nobody adjusted agrees to its unit price. */
function prices(world: World, kind: LineKind, line: LineRow): Record<string, number | null> {
  const { adjustedPriceShows } = settingsOf(world).options;
  const today = midnight(Math.floor(world.clock.now() / 86_400_000));
  const agreed = adjustmentsOf(world, kind, line.id)
    .filter(
      (one) =>
        one.adjustedUnitPrice !== null && (adjustedPriceShows === "latest" || one.effectiveDate <= today),
    )
    .toSorted(byDate)
    .at(-1)?.adjustedUnitPrice;
  const own = (line as Row).adjustedPrice;
  const price = agreed ?? (typeof own === "number" ? own : line.unitPrice);
  return {
    internalCurrencyUnitPrice: inInternalCurrency(world, line.contractID, line.unitPrice),
    internalCurrencyAdjustedPrice: inInternalCurrency(world, line.contractID, price),
  };
}

const byDate = (a: AdjustmentRow, b: AdjustmentRow): number =>
  a.effectiveDate === b.effectiveDate ? a.id - b.id : a.effectiveDate < b.effectiveDate ? -1 : 1;
