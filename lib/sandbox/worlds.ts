import { WorldClock } from "./clock";
import type { Journal } from "./journal";
import type { SandboxProvider } from "./provider";
import { armDelayedWrite } from "./serve";
import type { WorldStore } from "./store";
import type { Json } from "./table";
import { World, type WorldHead } from "./world";

/**
 * All worlds of this sandbox. Heads are read at start; rows when a world is first asked for, so that a large world of
 * yesterday's benchmark costs a start nothing.
 */
export class Worlds {
  readonly #store: WorldStore;
  readonly #journal: Journal;
  readonly #providers: ReadonlyMap<string, SandboxProvider>;
  readonly #worlds = new Map<string, World>();
  readonly #unread = new Set<string>();
  readonly #opening = new Map<string, Promise<void>>();

  constructor(store: WorldStore, journal: Journal, providers: readonly SandboxProvider[]) {
    this.#store = store;
    this.#journal = journal;
    this.#providers = new Map(providers.map((provider) => [provider.name, provider]));
  }

  async readHeads(): Promise<void> {
    for (const [name, stored] of await this.#store.heads()) {
      // Safe: the store holds what the journal wrote of a world's own head.
      const head = stored as unknown as WorldHead;
      const provider = this.#providers.get(head.provider);
      if (!provider) continue;
      const world = new World(name, head, provider.tables, this.#journal);
      this.#worlds.set(name, world);
      this.#unread.add(name);
    }
  }

  list(): World[] {
    return [...this.#worlds.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  of(provider: string): World[] {
    return this.list().filter((world) => world.provider === provider);
  }

  find(name: string): World | undefined {
    return this.#worlds.get(name);
  }

  providerOf(world: World): SandboxProvider {
    const provider = this.#providers.get(world.provider);
    if (!provider) throw new Error(`No look-alike of ${world.provider}.`);
    return provider;
  }

  /** Rows, log and delayed writes of a stored world, once. */
  async open(world: World): Promise<World> {
    if (this.#unread.has(world.name)) {
      let opening = this.#opening.get(world.name);
      if (!opening) {
        opening = this.#read(world);
        this.#opening.set(world.name, opening);
      }
      await opening;
    }
    return world;
  }

  /** Makes the world anew from its definition; whatever it held is gone. The clock begins as the definition says. */
  load(name: string, providerName: string, definition: Json, clock = new WorldClock().state): World {
    const provider = this.#providers.get(providerName);
    if (!provider) throw new Error(`No look-alike of ${providerName}.`);
    const { settings, fill } = provider.control.parse(name, definition);
    this.remove(name);
    const world = new World(
      name,
      { provider: providerName, settings, clock, delayed: [], definition },
      provider.tables,
      this.#journal,
    );
    fill(world);
    world.saveHead();
    this.#worlds.set(name, world);
    return world;
  }

  remove(name: string): void {
    this.#worlds.get(name)?.clock.stop();
    this.#worlds.get(name)?.faults.clear();
    this.#worlds.delete(name);
    this.#unread.delete(name);
    this.#journal.empty(name);
    this.#journal.head(name, null);
  }

  stop(): void {
    for (const world of this.#worlds.values()) {
      world.clock.stop();
      world.faults.clear();
    }
  }

  async #read(world: World): Promise<void> {
    const { rows, requests } = await this.#store.content(world.name);
    for (const { table, row } of rows) world.table(table).restore(row.id, row);
    world.log.restore(requests);
    for (const delayed of world.delayed) armDelayedWrite(world, this.providerOf(world), delayed);
    world.clock.runDue();
    this.#unread.delete(world.name);
    this.#opening.delete(world.name);
  }
}
