import { type Locator, type Page, expect } from '@playwright/test';

/** One hypothesis as a person would put it, with the reading it predicts. */
interface Idea {
  sentence: string;
  reading: RegExp;
  outcome: RegExp;
  tens: string;
}

/** How a person who has read the change feed works one scenario; `feed` is the feed's text. */
export interface Plan {
  suspect: RegExp;
  ideas: (feed: string) => [Idea, Idea];
  mend: (page: Page, feed: string) => Promise<void>;
  lasting: string;
}

export async function choose(select: Locator, option: RegExp) {
  // Options come from the server: wait for the one that is meant.
  await expect.poll(async () => (await select.locator('option').allTextContents()).some((t) => option.test(t)), { message: `an option like ${option}`, timeout: 30_000 }).toBe(true);
  const texts = await select.locator('option').allTextContents();
  const found = texts.find((t) => option.test(t));
  expect(found, `an option like ${option} among: ${texts.join(' | ')}`).toBeDefined();
  await select.selectOption({ label: found ?? '' });
}

const statements = { reading: /^Slow statements · orders-db$/, outcome: /one statement slower/i };
const pool = (service: string, outcome: RegExp) => ({ reading: new RegExp(`^Connection pool · ${service}-\\w+-\\d+/orders-db$`), outcome });

async function confirm(page: Page) {
  await expect(page.getByText('Way back')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: 'Applied' })).toBeVisible();
}

async function deploy(page: Page, service: string, version: string) {
  await page.getByRole('button', { name: service, exact: true }).click();
  await page.getByText('Another version').click();
  await choose(page.getByLabel('Version', { exact: true }), new RegExp(`^${version.replace(/\./g, '\\.')}\\b`));
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await confirm(page);
}

const reportOf = (feed: string) => (/chain's total/.test(feed) ? 'inventory' : 'checkout');
const leakOf = (feed: string) => (/next delivery/.test(feed) ? 'inventory' : 'checkout');
const budgetOf = (feed: string) => /\b(checkout|inventory)\/(eu|us): connection budget/.exec(feed) ?? ['', 'checkout', 'eu'];

export const plans: Record<string, Plan> = {
  'amber-finch': {
    suspect: /year's totals|chain's total/,
    ideas: (feed) => [
      { sentence: `slow query in ${reportOf(feed)}`, ...statements, tens: '7' },
      { sentence: `connection pool too small in ${reportOf(feed)}`, ...pool(reportOf(feed), /^waiting$/i), tens: '2' },
    ],
    mend: async (page, feed) => {
      await page.getByRole('button', { name: 'Flags, traffic, statements' }).click();
      await page.getByRole('button', { name: `Turn ${reportOf(feed) === 'inventory' ? 'pickup-chain-total' : 'statement-totals'} off` }).click();
      await confirm(page);
    },
    lasting: 'add-index',
  },
  'copper-heron': {
    suspect: /connection budget of orders-db/,
    ideas: (feed) => [
      { sentence: `connection pool too small in ${budgetOf(feed)[1]}`, ...pool(budgetOf(feed)[1] ?? '', /^waiting$/i), tens: '7' },
      { sentence: `slow query in ${budgetOf(feed)[1]}`, ...statements, tens: '2' },
    ],
    mend: async (page, feed) => {
      const [, service = '', region = ''] = budgetOf(feed);
      await page.getByRole('button', { name: service, exact: true }).click();
      const config = page.getByRole('region', { name: 'Config' });
      await choose(config.getByLabel('Setting'), /^orders-db\.pool\.max/);
      await config.getByLabel('Where').selectOption(`${service}/${region}`);
      await config.getByLabel('New value').fill('4');
      await config.getByRole('button', { name: 'Set orders-db.pool.max' }).click();
      await confirm(page);
    },
    lasting: 'validate-config',
  },
  'violet-wren': {
    suspect: /next delivery|link back to it/,
    ideas: (feed) => [
      { sentence: `connection leak in ${leakOf(feed)}`, ...pool(leakOf(feed), /held without work/i), tens: '7' },
      { sentence: `slow query in ${leakOf(feed)}`, ...statements, tens: '2' },
    ],
    mend: (page, feed) => deploy(page, leakOf(feed), leakOf(feed) === 'inventory' ? '8.5.0' : '4.18.0'),
    lasting: 'use-try-with-resources',
  },
};
