import { addDays, addMonths } from "@/lib/dates";
import { gbpPrice } from "../catalogue";
import { lastOnDay, type StoryDays, startWithSameDay } from "../days";
import { otherCompanies } from "./companies";
import { addressOf, type CustomerKey, companyName, contactOf, customerKeys } from "./customers";
import { type ServiceName, serviceRecords, services } from "./services";

/** The API user of Brightwater's PSA; the sandbox's world bears its name. */
export const apiUser = { userName: "counterpart@brightwater.example", secret: "brightwater-demo-secret" };

/** The vendor's tracking identifier, one for the deployment. */
export const trackingId = "LARKSPURCLOUDSANDBOX0000001";

const euro = 2;
const lead = 2;
const customer = 1;
const bundleId = 301;

export const companyId = (key: CustomerKey): number => 201 + customerKeys.indexOf(key);
export const contractId = (key: CustomerKey): number => 501 + customerKeys.indexOf(key);

/** Lines that stand in the PSA: what the technicians once entered, right or wrong. */
const lines: Partial<Record<CustomerKey, { service: ServiceName; units: number; unitPrice?: number }>> = {
  alder: { service: "officeStandard", units: 22 },
  moorgate: { service: "endpointGuard", units: 12 },
  kestrel: { service: "officePro", units: 4 },
  tideway: { service: "officeStandard", units: 8 },
  ravenscroft: { service: "officePro", units: 7 },
  oakhurst: { service: "officeStandard", units: 5 },
  dunmore: { service: "officeStandard", units: 8, unitPrice: 8.75 },
  lantern: { service: "officeStandard", units: 10 },
  quayside: { service: "workstationProtect", units: 4 },
  marlow: { service: "officePro", units: 6 },
  bexley: { service: "officeStandard", units: 11 },
};

/** Customers whose PSA company has no contract of this customer's: the twin has it, or there is none. */
const withoutContract: readonly CustomerKey[] = ["harrow", "ivy"];

export const hasContract = (key: CustomerKey): boolean => !withoutContract.includes(key);

/** First day of a customer's contract. Marlow's periods run from the 15th, everybody else's as the story's. */
export function contractStart(key: CustomerKey, days: StoryDays): string {
  if (key !== "marlow") return days.contractStart;
  return startWithSameDay(lastOnDay(days.today, 15), 13);
}

function contractEnd(key: CustomerKey, days: StoryDays): string {
  if (key === "ravenscroft") return addDays(days.today, 20);
  return addDays(addMonths(contractStart(key, days), 36), -1);
}

function contractOf(key: CustomerKey, days: StoryDays) {
  const line = lines[key];
  const start = contractStart(key, days);
  return {
    id: contractId(key),
    companyID: companyId(key),
    contractName: "Managed Services",
    contractNumber: `MS-${contractId(key)}`,
    startDate: start,
    endDate: contractEnd(key, days),
    services: line ? [lineOf(line, contractId(key))] : [],
    bundles: key === "cobalt" ? [{ id: 801, serviceBundleID: bundleId, units: 9, unitPrice: 14.4 }] : [],
    // What began before the current period has been invoiced; at Tideway the current one too.
    postedThrough: key === "tideway" ? days.periodStart : addDays(currentPeriodStart(key, days), -1),
  };
}

const currentPeriodStart = (key: CustomerKey, days: StoryDays): string =>
  key === "marlow" ? lastOnDay(days.today, 15) : days.periodStart;

function lineOf(line: { service: ServiceName; units: number; unitPrice?: number }, contract: number) {
  const [price, cost] = gbpPrice(line.service);
  return {
    id: contract + 200,
    serviceID: services[line.service].id,
    units: line.units,
    unitPrice: line.unitPrice ?? Number.parseFloat(price),
    unitCost: Number.parseFloat(cost),
  };
}

function companyOf(key: CustomerKey) {
  const { street, city, postalCode, phone } = addressOf(key);
  return {
    id: companyId(key),
    companyName: companyName(key),
    companyType: key === "ivy" ? lead : customer,
    phone,
    address1: street,
    city,
    postalCode,
    countryID: 234,
    ...(key === "kestrel" ? { currencyID: euro } : {}),
  };
}

/** The whole world of Brightwater's PSA as the sandbox takes it (`POST /_sandbox/worlds/{world}/world`). */
export function world(days: StoryDays) {
  const { companies, contacts } = otherCompanies();
  const [standardPrice, standardCost] = gbpPrice("officeStandard");
  return {
    provider: "autotask",
    secret: apiUser.secret,
    trackingIds: [trackingId],
    currency: "GBP",
    currencies: [{ id: euro, name: "EUR", description: "Euro", exchangeRate: 1.15, displaySymbol: 3 }],
    options: { multiCurrency: true },
    companies: [
      { id: 0, companyName: "Brightwater IT", countryID: 234 },
      ...customerKeys.map(companyOf),
      ...companies,
    ],
    contacts: [
      ...customerKeys.map((key, index) => {
        const { firstName, lastName, email } = contactOf(key);
        return { id: 401 + index, companyID: companyId(key), firstName, lastName, emailAddress: email };
      }),
      ...contacts,
    ],
    billingCodes: [{ id: 1, name: "Recurring Service Revenue" }],
    services: serviceRecords(),
    bundles: [
      {
        id: bundleId,
        name: "Workplace bundle",
        periodType: 2,
        unitPrice: Number.parseFloat(standardPrice) + 5,
        unitCost: Number.parseFloat(standardCost) + 3,
        services: [services.officeStandard.id],
      },
    ],
    contracts: [
      ...customerKeys.filter(hasContract).map((key) => contractOf(key, days)),
      { ...contractOf("harrow", days), companyID: twinOfHarrow },
    ],
  };
}

/** "Harrow Joinery Ltd": the same customer once more, and the one with the contract. */
const twinOfHarrow = 219;
