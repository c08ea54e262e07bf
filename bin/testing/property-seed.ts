import fc from "fast-check";

/**
 * Properties try the same cases in every run, so that a test that fails fails again. COUNTERPART_SEED=<number> tries
 * others: for a search, or to repeat what a search has found.
 */
fc.configureGlobal({ seed: Number(process.env.COUNTERPART_SEED ?? "20260317") });
