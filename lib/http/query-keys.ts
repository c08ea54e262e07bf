/**
 * Names under which the browser keeps answers, the widest first: invalidating `["sync-tasks"]` asks every list of tasks
 * anew. One place, so that a change on one screen reaches the others.
 */
export const queryKeys = {
  badges: ["badges"],
  connections: ["connections"],
  connection: (id: string) => ["connections", id],
  customerMap: (filter?: object) => (filter ? ["customer-map", filter] : ["customer-map"]),
  products: (filter?: object) => (filter ? ["products", filter] : ["products"]),
  syncTasks: (filter?: object) => (filter ? ["sync-tasks", filter] : ["sync-tasks"]),
  syncTask: (id: string) => ["sync-task", id],
  syncRuns: (filter?: object) => (filter ? ["sync-runs", filter] : ["sync-runs"]),
  plan: (id: string) => ["plans", id],
  handEdits: (subscriptionIds?: readonly string[], planId?: string) =>
    subscriptionIds ? ["hand-edits", subscriptionIds, planId] : ["hand-edits"],
  operations: (filter?: object) => (filter ? ["operations", filter] : ["operations"]),
  overview: ["overview"],
  sessions: ["sessions"],
  sandbox: (world?: string) => (world ? ["sandbox", world] : ["sandbox"]),
} as const;
