import { describe, expect, it } from "vitest";
import { Journal } from "./journal";
import { type Batch, forgetfulStore, type WorldStore } from "./store";

/** Keeps what it was given; `fail` makes the next batches fail, `open` lets the batch under way through. */
class HandStore implements WorldStore {
  readonly batches: Batch[] = [];
  readonly failures: Error[] = [];
  #gates: (() => void)[] = [];
  isOpen = true;
  heads = forgetfulStore.heads;
  content = forgetfulStore.content;
  close = forgetfulStore.close;

  async write(batch: Batch): Promise<void> {
    if (!this.isOpen) await new Promise<void>((resolve) => this.#gates.push(resolve));
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.batches.push(batch);
  }

  open(): void {
    this.isOpen = true;
    for (const gate of this.#gates.splice(0)) gate();
  }

  written(): number[][] {
    return this.batches.map((batch) => batch.rows.map((one) => one.id));
  }
}

const setUp = () => {
  const store = new HandStore();
  const journal = new Journal(store);
  const put = (id: number, world = "w") => journal.row(world, "Companies", id, { id });
  return { store, journal, put };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the journal", () => {
  it("resolves at once when nothing was changed", async () => {
    const { store, journal } = setUp();
    await journal.durable();
    expect(store.batches).toEqual([]);
  });

  it("stores changes made while a batch is under way together, in the next one", async () => {
    const { store, journal, put } = setUp();
    store.isOpen = false;
    put(1);
    const first = journal.durable();
    await turn();
    put(2);
    const second = journal.durable();
    put(3);
    const third = journal.durable();
    store.open();
    await Promise.all([first, second, third]);
    expect(store.written()).toEqual([[1], [2, 3]]);
  });

  it("lets nobody be answered whose change is only under way, and no reader of it either", async () => {
    const { store, journal, put } = setUp();
    store.isOpen = false;
    put(1);
    let isAnswered = false;
    const writer = journal.durable();
    await turn();
    const reader = journal.durable().then(() => {
      isAnswered = true;
    });
    await turn();
    expect(isAnswered).toBe(false);
    store.open();
    await Promise.all([writer, reader]);
    expect(isAnswered).toBe(true);
  });

  it("tells of a failure and sends the failed batch with the next one, newer rows winning", async () => {
    const { store, journal, put } = setUp();
    store.failures.push(new Error("disk full"));
    put(1);
    put(2);
    await expect(journal.durable()).rejects.toThrow("disk full");
    journal.row("w", "Companies", 2, { id: 2, name: "newer" });
    await journal.durable();
    expect(store.batches[0]?.rows.map((one) => one.row)).toEqual([{ id: 1 }, { id: 2, name: "newer" }]);
  });

  it("repeats a batch while the database is away", async () => {
    const { store, journal, put } = setUp();
    store.failures.push(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }));
    put(1);
    await journal.durable();
    expect(store.written()).toEqual([[1]]);
  });

  it("drops what an emptied world had pending and keeps what came after", async () => {
    const { store, journal, put } = setUp();
    put(1);
    put(1, "other");
    journal.empty("w");
    put(2);
    await journal.durable();
    expect([...(store.batches[0]?.emptied ?? [])]).toEqual(["w"]);
    expect(store.batches[0]?.rows.map((one) => `${one.world} ${one.id}`)).toEqual(["other 1", "w 2"]);
  });
});
