import { addDays, addMonths } from "@/lib/dates";
import type { OrderLineDocument, ProductDocument } from "./documents";

/** Identity of a product: the same SKU on another term or cycle is another product. */
export type ProductKey = Pick<OrderLineDocument, "sku" | "billingCycle" | "term">;

type Priced = ProductKey & {
  /** List price and partner cost in pence; none where each order brings its own amount. */
  gbp?: readonly [list: number, cost: number];
  name: string;
  kind?: ProductDocument["kind"];
  unit?: ProductDocument["unit"];
  more?: Partial<ProductDocument>;
};

const monthlyOnMonth = { billingCycle: "monthly", term: "P1M" } as const;
const monthlyOnYear = { billingCycle: "monthly", term: "P1Y" } as const;
const annualOnYear = { billingCycle: "annual", term: "P1Y" } as const;
const once = { billingCycle: "one_time", term: "none" } as const;
const commitment = { commitment: { cancelWindowDays: 7, decreaseOnlyAtTermEnd: true } };

export const productKeys = {
  officeBasic: { sku: "OS-BAS", ...monthlyOnMonth },
  officeStandard: { sku: "OS-STD", ...monthlyOnYear },
  officeStandardFlexible: { sku: "OS-STD", ...monthlyOnMonth },
  officeStandardAnnual: { sku: "OS-STD", ...annualOnYear },
  officePro: { sku: "OS-PRO", ...monthlyOnYear },
  backup: { sku: "OB-GB", ...monthlyOnMonth },
  backupFlat: { sku: "OB-FLAT25", ...monthlyOnMonth },
  serverProtect: { sku: "SP-SRV", ...monthlyOnMonth },
  workstationProtect: { sku: "SP-WS", ...monthlyOnMonth },
  mailArchive: { sku: "MA-50", ...monthlyOnMonth },
  endpointGuard: { sku: "EG-1", ...monthlyOnMonth },
  compute: { sku: "CC-PAYG", ...monthlyOnMonth },
  nocWatch: { sku: "NW-DEV", ...monthlyOnMonth },
} as const satisfies Record<string, ProductKey>;

export type ProductName = keyof typeof productKeys;

const families: readonly { code: string; name: string; products: readonly Priced[] }[] = [
  {
    code: "410",
    name: "Office Suite",
    products: [
      { ...productKeys.officeBasic, name: "Office Suite Basic", gbp: [520, 390] },
      { ...productKeys.officeStandard, name: "Office Suite Standard", gbp: [940, 710], more: commitment },
      { ...productKeys.officeStandardFlexible, name: "Office Suite Standard", gbp: [1130, 850] },
      {
        ...productKeys.officeStandardAnnual,
        name: "Office Suite Standard",
        gbp: [11280, 8520],
        more: commitment,
      },
      { ...productKeys.officePro, name: "Office Suite Professional", gbp: [1860, 1420], more: commitment },
    ],
  },
  {
    code: "640",
    name: "Online Backup",
    products: [
      {
        ...productKeys.backup,
        name: "Online Backup per GB",
        kind: "usage",
        unit: "GB",
        gbp: [150, 40],
        more: { meterCode: "storage_gb", service: "online_backup" },
      },
      {
        ...productKeys.backupFlat,
        name: "Online Backup, 25 GB included",
        unit: "each",
        gbp: [800, 500],
        more: { includedQuantity: "25", service: "online_backup" },
      },
    ],
  },
  {
    code: "655",
    name: "Server Protect",
    products: [
      {
        ...productKeys.serverProtect,
        name: "Server Protect, server",
        unit: "server",
        gbp: [2900, 1800],
        more: { meterCode: "servers", service: "local_backup_server" },
      },
      {
        ...productKeys.workstationProtect,
        name: "Server Protect, workstation",
        unit: "device",
        gbp: [450, 280],
        more: { meterCode: "workstations", service: "local_backup_workstation" },
      },
    ],
  },
  {
    code: "702",
    name: "Mail Archive",
    products: [
      {
        ...productKeys.mailArchive,
        name: "Mail Archive 50",
        unit: "mailbox",
        gbp: [600, 380],
        more: { meterCode: "mailboxes", service: "mail_archive" },
      },
    ],
  },
  {
    code: "733",
    name: "Endpoint Guard",
    products: [{ ...productKeys.endpointGuard, name: "Endpoint Guard", unit: "device", gbp: [350, 190] }],
  },
  {
    code: "900",
    name: "Compute",
    products: [
      {
        ...productKeys.compute,
        name: "Compute, pay as you go",
        kind: "usage",
        unit: "currency",
        more: { meterCode: "consumption", service: "consumption" },
      },
    ],
  },
  {
    code: "990",
    name: "NOC Watch",
    products: [
      {
        ...productKeys.nocWatch,
        name: "NOC Watch, managed device",
        unit: "device",
        gbp: [800, 500],
        more: { service: "monitoring" },
      },
    ],
  },
  {
    code: "100",
    name: "Fees",
    products: (
      [
        ["FEE-SETUP", "Set-up fee", "setup", 4500],
        ["FEE-UPGRADE", "Upgrade fee", "upgrade", 500],
        ["FEE-CANCEL", "Cancellation fee", "cancellation", 3000],
        ["FEE-OVERUSE", "Overuse per GB", "overuse", 180],
      ] as const
    ).map(([sku, name, feeKind, pence]) => ({
      ...once,
      sku,
      name,
      kind: "fee",
      unit: "each",
      gbp: [pence, pence],
      more: { feeKind },
    })),
  },
];

const isSame = (one: ProductKey, other: ProductKey): boolean =>
  one.sku === other.sku && one.billingCycle === other.billingCycle && one.term === other.term;

/** List price and partner cost of one unit in GBP; zero where each order brings its own amount. */
export function gbpPrice(name: ProductName): readonly [price: string, cost: string] {
  const found = families
    .flatMap((family) => family.products)
    .find((product) => isSame(product, productKeys[name]));
  const [list, cost] = found?.gbp ?? [0, 0];
  return [inFivePence(list, factors.GBP), inFivePence(cost, factors.GBP)];
}

/** Price factors by currency, in hundredths of the price in GBP. */
const factors = { GBP: 100, USD: 125, EUR: 115 } as const;

/** The vendor's catalogue, with the promotion that runs for this month's and the next month's first orders. */
export function catalogue(monthStart: string, asOf: string): ProductDocument[] {
  const validFrom = addMonths(monthStart, -24);
  return families.flatMap(({ code, name: familyName, products }) =>
    products.map(({ gbp, name, kind = "licence", unit = "seat", more, ...key }) => ({
      family: { code, name: familyName },
      ...key,
      name,
      kind,
      unit,
      ...more,
      prices: gbp
        ? [
            ...pricesOf(gbp, { validFrom }),
            ...(key.sku === productKeys.endpointGuard.sku ? promotionOf(monthStart) : []),
          ]
        : [],
      asOf,
    })),
  );
}

const promotionOf = (monthStart: string) =>
  pricesOf([290, 190], {
    validFrom: monthStart,
    validTo: addDays(addMonths(monthStart, 2), -1),
    promotion: "Endpoint Guard launch",
  });

function pricesOf(
  [list, cost]: readonly [number, number],
  more: { validFrom: string; validTo?: string; promotion?: string },
) {
  return Object.entries(factors).map(([currency, hundredths]) => ({
    currency,
    listPrice: inFivePence(list, hundredths),
    partnerCost: inFivePence(cost, hundredths),
    ...more,
  }));
}

/** 3.90 x 1.25 = 4.875 becomes "4.90": rounded to 0.05, half up. */
export function inFivePence(pence: number, hundredths: number): string {
  const minor = hundredths === 100 ? pence : Math.floor((pence * hundredths + 250) / 500) * 5;
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}
