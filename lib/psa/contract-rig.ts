import type { ConnectorDoor, Credentials, Provider } from "./provider";
import type { TestSandbox } from "./test-sandbox";

/**
 * How the contract test plays one provider against its sandbox. The world holds: a company with a recurring monthly
 * contract in its third month, the first period posted, one line on it; a second monthly item; a bundle.
 */
export type ContractRig = {
  provider: Provider;
  records: {
    company: string;
    contract: string;
    line: string;
    item: string;
    /** Monthly, not on the contract, not in a bundle. */
    otherItem: string;
    /** An id that no record has. */
    nothing: string;
    /** A posted and at least two open periods. */
    window: { fromDate: string; toDate: string };
    /** Inside the first open period. */
    openDay: string;
    /** First day of the period after it. */
    nextDay: string;
  };
  /** The world as at first, and a door to it. */
  freshDoor(sandbox: TestSandbox): Promise<ConnectorDoor>;
  wrongCredentials(right: Credentials): Credentials;
  emptyLog(sandbox: TestSandbox): Promise<unknown>;
  /** Requests since the log was emptied. */
  requests(sandbox: TestSandbox): Promise<number>;
  /** The next write is applied and its answer lost; the next write is lost itself; every answer is a page of HTML. */
  loseAnswer(sandbox: TestSandbox): Promise<unknown>;
  loseRequest(sandbox: TestSandbox): Promise<unknown>;
  talkNonsense(sandbox: TestSandbox): Promise<unknown>;
};
