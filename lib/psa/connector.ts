import type {
  BillingCode,
  CatalogItem,
  Charge,
  ChargeState,
  ChargeTerms,
  Company,
  Contract,
  LineAddress,
  LineState,
  LineTarget,
} from "./records";

/**
 * The port: everything the portal asks of a PSA. Whoever writes a connector reads this file only. It speaks of the
 * **wanted quantity from a day on**, never of a difference, of periods rather than invoices, and of batches, because
 * calls are the scarce thing.
 *
 * Every member throws `PsaError` and nothing else. Reads may be repeated at will; the transport already repeats them
 * briefly. Writes are sent once: a lost answer is `unknown_outcome`, and the ledger proves what happened before it
 * sends again. No member may be called while a database transaction is open.
 *
 * ## How ConnectWise answers each member
 *
 * | member | Autotask | ConnectWise |
 * | --- | --- | --- |
 * | `instance` | zone and database id (`ci`) | site and company log-in |
 * | `checkSignIn` | zone look-up, then the reseller's own company | company info, then a count |
 * | `toldClock` | `Date` header of the latest answer | the same |
 * | `listCompanies` | companies, type in a picklist, id walking | companies, types many-to-many, forward-only paging |
 * | `listContracts` | contracts of type Recurring Service | agreements; cycle from the agreement's billing cycle |
 * | `listCatalogItems` | services and bundle members | catalog items; bundle is a product class |
 * | `readLines` | lines by contract ids, then unit rows by contract ids, 500 rows a call | additions of each agreement; one open row from effective to cancelled date, split where a linked part stands |
 * | `LinePeriod.postedAt` | `approveAndPostDate` of the unit row | start of the first period whose invoice is not yet made |
 * | `writeLine` quantity | adjustment: target - before, a delta | PATCH of the addition to the target, absolute |
 * | `writeLine` mid-period | same adjustment, Autotask prorates | bridge or second addition, chosen by the billing style |
 * | `writeLine` new line | adjustment on contract + service | POST of an addition with the key as serial number |
 * | `writeLine` to 0 | adjustment of -before | `cancelledDate`, the day before |
 * | `judgeWrite` | unit rows moved by exactly the difference? | the addition shows the absolute value? |
 * | `checkCharges` | rights on contract charges, and a billing code | a catalog item to charge on |
 * | `addCharge` | contract charge, our marker in its description | one-time addition, our marker in its text |
 * | `removeCharge` | DELETE while it is not billed | `cancelledDate` on its effective date |
 * | `writeLineText` | internal description (100), invoice description | serial number (50), invoice description (6,000) |
 * | `capabilities.changesPerDay` | one per line and day | any number |
 */
export interface Connector {
  readonly provider: string;
  readonly vocabulary: Vocabulary;
  readonly capabilities: Capabilities;

  /**
   * Finds the address, signs in once and says which database answered. At most two calls. Throws `credentials` with
   * refusal `unknown_user` or `credentials_refused`; never tries refused credentials a second time, because PSAs lock
   * users.
   */
  checkSignIn(): Promise<Instance>;

  /**
   * What the API user lacks for billing, as sentences that name the right and where it is set; empty when nothing.
   */
  checkRights(): Promise<readonly string[]>;

  /**
   * The PSA's clock in its latest answer, beside the machine's own at that moment; undefined before any answer and where
   * it does not tell. No call.
   */
  toldClock(): { theirs: Date; ours: Date } | undefined;

  /** What the PSA counts for its hour, the calls of all its integrations together; undefined where it does not tell. */
  readAllowance(): Promise<{ usedInHour: number; perHour: number } | undefined>;

  /** All companies the API user may see, in pages, ids ascending. A restricted row is missing without an error. */
  listCompanies(): AsyncIterable<readonly Company[]>;
  /** `undefined` when it is not there or not visible; the PSA does not say which. */
  findCompany(psaCompanyId: string): Promise<Company | undefined>;

  /** Contracts of these companies, all kinds and states: the screens say why one does not fit. */
  listContracts(psaCompanyIds: readonly string[]): AsyncIterable<readonly Contract[]>;
  findContract(psaContractId: string): Promise<Contract | undefined>;

  /** The whole catalogue, inactive and bundles included. */
  listCatalogItems(): AsyncIterable<readonly CatalogItem[]>;
  listBillingCodes(): AsyncIterable<readonly BillingCode[]>;

  /** Every line of these contracts with its periods: 2 calls for each 500 rows, whatever the number of contracts. */
  readContractLines(psaContractIds: readonly string[]): Promise<readonly LineState[]>;

  /**
   * The state of these lines now, in the order asked, in as few calls as the PSA allows (`ceil(2N/500)` for N lines
   * with up to two period rows each). A line without `psaLineId` is looked up by contract + item; not found:
   * `exists: false` with the facts of its contract. Of several that fit and are not among `otherLineIds`, the newest.
   * Contracts that are gone throw one `gone` whose `goneIds` names them all: repeat without their lines.
   *
   * `window` limits the periods to those that touch it, both dates inclusive. Contract facts are read once by a
   * connector and kept while it lives, so open one for each job, not one for the process.
   */
  readLines(lines: readonly LineAddress[], window: ReadWindow): Promise<readonly LineState[]>;

  /**
   * Brings one line to `target`. One write, no read: `before` is what the caller read under the line's lock. Creates
   * the line when `before.exists` is false. Throws `rejected` (with the refusal), `unknown_outcome` after a time-out or
   * cut, `busy` only when the PSA surely did nothing (429, thread limit, own budget).
   *
   * `operationId` travels as a correlation header for logs; no PSA keeps it.
   */
  writeLine(
    line: LineAddress,
    before: LineState,
    target: LineTarget,
    operationId: string,
  ): Promise<WriteResult>;

  /**
   * What became of a write whose answer was lost, from the state before it and the state now. `ambiguous` when the
   * line is neither as before nor as intended: then a person decides.
   */
  judgeWrite(before: LineState, target: LineTarget, now: LineState): "applied" | "not_applied" | "ambiguous";

  /** Writes key and/or invoice text of an existing line; may be repeated, the value is absolute. */
  writeLineText(
    line: LineAddress & { psaLineId: string },
    text: { key?: string; invoiceText?: string },
    operationId: string,
  ): Promise<WriteResult>;

  /**
   * Whether this API user can charge one-time amounts, and on which billing code: the chosen one while it is active, else
   * the one that the PSA's own names make obvious. A few calls a day, whatever the number of questions.
   */
  checkCharges(chosenBillingCodeId?: string): Promise<ChargeTerms>;

  /**
   * Adds a charge to a contract. It carries a marker of `operationId`, so that `findCharges` proves afterwards whether it
   * arrived. Throws `rejected` where the PSA refuses it, a missing right included: nothing else has to wait for it.
   */
  addCharge(psaContractId: string, charge: Charge, operationId: string): Promise<WriteResult>;

  /** Takes a charge away. `gone` where it is not there; `rejected` where it is billed or the right is missing. */
  removeCharge(
    charge: { psaContractId: string; psaChargeId: string },
    operationId: string,
  ): Promise<WriteResult>;

  /** These charges as they are now, 500 a call; those that are not there are left out. */
  readCharges(psaChargeIds: readonly string[]): Promise<readonly ChargeState[]>;

  /** What `addCharge` of this operation left on the contract: nothing, one, or more where it was sent twice. */
  findCharges(psaContractId: string, operationId: string): Promise<readonly ChargeState[]>;
}

/** Calendar dates, both inclusive. */
export type ReadWindow = {
  fromDate: string;
  toDate: string;
  /**
   * Leave out price, cost, key, text and bundle of lines whose id is known: half the calls, enough to see whether a
   * quantity arrived. Such states say `exists: true` without having looked.
   */
  periodsOnly?: boolean;
};

/** `reference` is the PSA's id of what was written where it gives one (Autotask gives none for an adjustment). */
export type WriteResult = { reference?: string };

/** The database behind a connection. `databaseKey` is the owner of the call budget: two connections may share it. */
export type Instance = {
  databaseKey: string;
  address: string;
  /** Base of deep links into the PSA's own screens. */
  webAddress?: string;
  displayName: string;
};

export type Capabilities = {
  /** The PSA prorates a change inside a period by itself. */
  prorates: boolean;
  /** At most one change of a line with the same effective date (Autotask). */
  changesPerDay: "one" | "many";
  /** Decimals a line's quantity may have. */
  quantityDecimals: number;
  /** Longest key that fits into a line. */
  keyLength: number;
  /** Calls of the PSA's rolling hour, for the budget and the forecast. */
  callsPerHour: number;
  callsInFlightPerEntity: number;
};

/** What the PSA calls our things, for screens and messages. */
export type Vocabulary = {
  psa: string;
  company: string;
  contract: string;
  contractLine: string;
  catalogItem: string;
  recurringKind: string;
};
