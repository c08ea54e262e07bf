import { UnitPrice } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { AsOf, Day } from "@/components/ui/time";
import type { OperationDetailWire } from "@/lib/operations/operation-schema";

type Side = {
  name: string;
  quantity: string | null | undefined;
  unitPrice: string | null | undefined;
  unitCost: string | null | undefined;
  /** When it was read, or from which day it was written. */
  at?: string | undefined;
  fromDate?: string | undefined;
};

/** The same line as the vendor has it, as we wrote it last, and as the PSA showed it last. */
export function SideBySide({ operation }: { operation: OperationDetailWire }) {
  const { vendor, lastWritten, psa } = operation.sides;
  if (!vendor && !psa) return null;
  const currency = vendor?.currency;
  const sides: Side[] = [
    { name: "Vendor", ...side(vendor), at: vendor?.asOf },
    { name: "Last written", ...side(lastWritten), fromDate: lastWritten?.effectiveDate },
    { name: operation.connectionName, ...side(psa), at: psa?.readAt },
  ];
  const hasCost = sides.some(({ unitCost }) => unitCost);
  return (
    <Panel title="Side by side" isFlush>
      <div className="overflow-x-auto">
        <table className="w-full">
          <caption className="sr-only">The line on both sides</caption>
          <thead>
            <tr className="text-small text-muted">
              <th scope="col" className="px-4 py-1.5 text-left font-medium">
                Side
              </th>
              <th scope="col" className="px-4 py-1.5 text-right font-medium">
                Quantity
              </th>
              <th scope="col" className="px-4 py-1.5 text-right font-medium">
                Price of one
              </th>
              {hasCost ? (
                <th scope="col" className="px-4 py-1.5 text-right font-medium">
                  Cost of one
                </th>
              ) : null}
              <th scope="col" className="px-4 py-1.5 text-right font-medium">
                As of
              </th>
            </tr>
          </thead>
          <tbody>
            {sides.map((each) => (
              <tr key={each.name} className="border-t border-line">
                <th scope="row" className="px-4 py-1.5 text-left font-normal">
                  {each.name}
                </th>
                <td className="px-4 py-1.5 text-right font-medium tabular">
                  {each.quantity ?? <NotKnown />}
                </td>
                <td className="px-4 py-1.5 text-right">
                  <Price price={each.unitPrice} currency={currency} />
                </td>
                {hasCost ? (
                  <td className="px-4 py-1.5 text-right">
                    <Price price={each.unitCost} currency={currency} />
                  </td>
                ) : null}
                <td className="px-4 py-1.5 text-right">
                  {each.at ? <AsOf at={each.at} /> : null}
                  {each.fromDate ? (
                    <span className="text-small text-muted">
                      from <Day date={each.fromDate} />
                    </span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

type Figures = { quantity?: string | null; unitPrice?: string | null; unitCost?: string | null };

const side = (figures: Figures | null) => ({
  quantity: figures?.quantity,
  unitPrice: figures?.unitPrice,
  unitCost: figures?.unitCost,
});

const NotKnown = () => <span className="font-normal text-muted">not known</span>;

const Price = ({ price, currency }: { price: string | null | undefined; currency: string | undefined }) =>
  price && currency ? (
    <UnitPrice price={price} currency={currency} />
  ) : (
    <span className="text-muted">unchanged</span>
  );
