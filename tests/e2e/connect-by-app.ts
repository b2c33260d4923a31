import { expect, type Page } from '@playwright/test';
import { goTo } from './open-web.ts';

/** Connects the workbench to the stand-in's site `lab` at an address, by the connected app that it knows. */
export async function connectByApp(page: Page, address: string): Promise<void> {
  await goTo(page, '#/settings/tableau');
  await page.getByRole('button', { name: 'Connect to Tableau' }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, text] of [['Address', `${address}/#/site/lab/home`], ['Client id', 'client'], ['Secret id', 'secret-id'], ['Secret value', 'a secret of the connected app'], ['Tableau user', 'ana']] as const) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}
