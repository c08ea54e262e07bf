import type { Locator, Page } from "@playwright/test";
import { expect, type Story } from "./story";

type Task = { id: string; number: number; state: string; customerName: string; reason: string | null };

/** The customer's latest task, as the API says it. */
export async function taskOf(story: Story, customer: string): Promise<Task> {
  const { tasks } = await story.admin.get<{ tasks: Task[] }>("/api/v1/sync-tasks?limit=100");
  const task = tasks.find(({ customerName }) => customerName === customer);
  if (!task) throw new Error(`There is no task of ${customer}.`);
  return task;
}

export async function openWizard(page: Page, story: Story, customer: string): Promise<void> {
  const { id } = await taskOf(story, customer);
  await page.goto(`/sync/wizard/${id}`);
}

export const step = (page: Page, name: string): Locator =>
  page.getByRole("heading", { name: new RegExp(`^Step \\d of 5: ${name}$`) });

export const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

/** Goes on once the plan for what is chosen stands. */
export async function proceed(page: Page): Promise<void> {
  await expect(button(page, "Continue")).not.toHaveAttribute("aria-disabled", "true");
  await button(page, "Continue").click();
}

/** The PSA was read back and shows what was planned. */
export async function expectWritten(page: Page): Promise<void> {
  const end = page.getByText("Done. Autotask was read back and agrees.");
  await expect(end).toBeVisible({ timeout: 60_000 });
}

export async function syncAll(page: Page): Promise<void> {
  await expect(button(page, "Sync All")).not.toHaveAttribute("aria-disabled", "true");
  await button(page, "Sync All").click();
}
