import { mkdirSync } from 'node:fs';
import { type Page, expect, test } from '@playwright/test';
import { choose, plans } from './plans';
import { type RealServer, realServer } from './server';

/** The scenario to play: by its id, else the first in the list, which is the guided one. */
const wanted = process.env.PAGEFAULT_SCENARIO;
const shots = 'target/screenshots';
const PAGED_WITHIN_MS = 6 * 60_000;
const VERIFIED_WITHIN_MS = 6 * 60_000;
let server: RealServer;
let picture = 0;

test.beforeAll(async () => {
  test.setTimeout(11 * 60_000);
  mkdirSync(shots, { recursive: true });
  server = await realServer();
});
test.afterAll(async () => {
  await server?.stop();
});

async function shoot(page: Page, name: string) {
  picture++;
  await page.waitForTimeout(1_200);
  await page.screenshot({ path: `${shots}/${String(picture).padStart(2, '0')}-${name}.png` });
}

async function go(page: Page, key: string, heading: string) {
  await page.locator('main').click({ position: { x: 3, y: 3 } });
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
  await shoot(page, heading.toLowerCase());
}

/** Points at the latest part of a panel's graph. */
async function point(page: Page, panel: RegExp, share: number) {
  const over = page.getByRole('region', { name: panel }).first().locator('.u-over');
  await over.scrollIntoViewIfNeeded();
  await expect(over).toBeVisible();
  const box = await over.boundingBox();
  if (!box) throw new Error('the graph has no size');
  await page.mouse.move(box.x + box.width * share, box.y + box.height * 0.3, { steps: 4 });
}

async function cite(page: Page, panel: RegExp, key: 'a' | 'n') {
  await point(page, panel, 0.985);
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: 'Cite this reading' })).toBeVisible();
  await page.keyboard.press(key);
  await expect(page.getByRole('heading', { name: 'Cite this reading' })).toBeHidden();
}

test('one drill against the real server, through the screen alone', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(e.message));
  await page.goto(server.url);
  const rows = page.locator('.scenario[data-scenario]');
  await expect(rows.first()).toBeVisible();
  await shoot(page, 'list');
  const row = wanted ? page.locator(`.scenario[data-scenario="${wanted}"]`) : rows.first();
  const scenario = (await row.getAttribute('data-scenario')) ?? '';
  const plan = plans[scenario];
  if (!plan) throw new Error(`there is no plan for ${scenario}; plans.ts has ${Object.keys(plans).join(', ')}`);
  await row.click();
  await page.getByLabel('Your name, for the log').fill('on call');
  await page.getByRole('button', { name: 'Start the drill' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Brief' })).toBeVisible();
  await expect(page.getByText('You are on call, and nothing is wrong yet.')).toBeVisible({ timeout: PAGED_WITHIN_MS });
  await shoot(page, 'brief');

  await expect(page.getByRole('alertdialog')).toBeVisible({ timeout: PAGED_WITHIN_MS });
  await shoot(page, 'paged');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { level: 1, name: 'Page' })).toBeVisible();
  await page.getByRole('button', { name: 'Ask the owner' }).click();
  await shoot(page, 'page');

  // Observe
  const notebook = page.getByRole('complementary', { name: 'Notebook' });
  await go(page, 'm', 'Mesh');
  await go(page, 'd', 'Dashboards');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByLabel('Time range').selectOption({ label: 'Last 5 minutes' });
  await point(page, /^Failed share by journey/, 0.85);
  await page.keyboard.press('o');
  await expect(page.getByText(/Onset at/)).toBeVisible();
  await cite(page, /^Failed share by journey/, 'a');
  await cite(page, /^Latency by request/, 'a');
  await cite(page, /^Requests by journey/, 'n');
  await shoot(page, 'users');
  await page.getByRole('link', { name: 'checkout', exact: true }).click();
  await shoot(page, 'checkout');
  await page.getByRole('button', { name: 'Explore a metric' }).click();
  await page.getByRole('combobox', { name: 'Metric query' }).fill('sum by (service) (rate(http_server_requests_seconds_count[30s]))');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('canvas').first()).toBeVisible();
  await shoot(page, 'explore');
  await go(page, 'l', 'Logs');
  await page.getByRole('textbox', { name: 'Log query' }).fill('{service="checkout"}');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('.line-head').first()).toBeVisible();
  await page.locator('.line-head').first().click();
  await shoot(page, 'log-line');
  await go(page, 't', 'Traces');
  await page.getByLabel('Only with errors').check();
  await page.getByRole('list', { name: 'Traces' }).getByRole('link').first().click();
  await expect(page.getByRole('list', { name: 'Waterfall' })).toBeVisible();
  await shoot(page, 'trace');
  await go(page, 'c', 'Changes');
  const feed = await page.getByRole('list', { name: 'Change feed' }).innerText();
  const suspect = page.getByRole('button', { name: plan.suspect }).first();
  await suspect.focus();
  await page.keyboard.press('s');
  await expect(notebook.getByRole('button', { name: /^No longer suspect/ })).toBeVisible();
  await suspect.click();
  await shoot(page, 'suspect');
  await notebook.getByRole('group', { name: 'Who is hurt?' }).getByRole('button', { name: 'Everybody' }).click();
  await notebook.getByRole('group', { name: 'Where?' }).getByRole('button', { name: 'Everywhere' }).click();
  const journeys = notebook.getByRole('group', { name: 'Which journeys?' });
  await journeys.getByRole('button', { name: 'Only …' }).click();
  await journeys.getByRole('button', { name: 'buy', exact: true }).click();
  await notebook.getByRole('button', { name: 'Submit observation' }).click();

  // Hypothesize
  const ideas = plan.ideas(feed);
  for (const [i, idea] of ideas.entries()) {
    await notebook.getByRole('combobox', { name: 'New hypothesis' }).fill(idea.sentence);
    await choose(notebook.getByLabel('If it is true, I would see: reading'), idea.reading);
    await choose(notebook.getByLabel('If it is true, I would see: outcome'), idea.outcome);
    if (i === 0) await shoot(page, 'hypothesis');
    await notebook.getByRole('button', { name: 'Add hypothesis' }).click();
    const stated = notebook.getByRole('listitem', { name: new RegExp(`^Hypothesis ${i + 1}`) });
    await stated.focus();
    await page.keyboard.press(idea.tens);
    await expect(stated.getByText(`${idea.tens}0 %`)).toBeVisible();
  }
  await notebook.getByRole('button', { name: 'Lock hypotheses' }).click();

  // Test: both predictions, the likelier first
  for (const number of [1, 2]) {
    await notebook.getByRole('button', { name: /^Declare H\d's prediction/ }).first().click();
    await notebook.getByRole('button', { name: `Run test ${number}` }).click();
    const card = notebook.getByRole('listitem', { name: `Test ${number}`, exact: true });
    await expect(card.getByRole('group', { name: /^Verdict on hypothesis 1/ })).toBeVisible();
    const [expected, seen] = await card.locator('dd').allInnerTexts();
    const right = expected === seen;
    await card.getByRole('group', { name: /^Verdict on hypothesis 1/ }).focus();
    await page.keyboard.press(right ? '+' : '-');
    await card.getByRole('group', { name: /^Verdict on hypothesis 2/ }).getByRole('button', { name: number === 1 && right ? 'Speaks against' : 'Says nothing' }).click();
    await expect(card.locator('[aria-pressed="true"]')).toHaveCount(2);
  }
  await shoot(page, 'tested');
  await go(page, 'i', 'Diagnostics');

  // Fix
  await go(page, 'a', 'Actions');
  await plan.mend(page, feed);
  await shoot(page, 'applied');
  await go(page, 'h', 'Timeline');
  await page.waitForTimeout(20_000);
  await notebook.getByRole('button', { name: 'Resolve', exact: true }).click();
  await page.getByRole('button', { name: 'Resolve and watch' }).click();
  await expect(page.getByText('Verifying')).toBeVisible();
  await notebook.getByLabel('What remains to be done for good').selectOption(plan.lasting);
  await shoot(page, 'verifying');

  // Debrief
  await expect(page.getByRole('heading', { level: 1, name: 'What do you believe?' })).toBeVisible({ timeout: VERIFIED_WITHIN_MS });
  await shoot(page, 'belief');
  await page.keyboard.press('1');
  const headings = ['The cause', 'From fault to user', 'Your graph', 'The turning point', 'Its twin', 'The four steps', 'Next time'];
  for (const heading of headings) {
    await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
    await shoot(page, heading.toLowerCase().replaceAll(' ', '-'));
    if (heading === 'The four steps') {
      const total = Number(await page.getByLabel('Score').innerText());
      console.log(`${scenario}: ${total} of 100`);
      expect(total).toBeGreaterThan(0);
    }
    if (heading !== 'Next time') await page.getByRole('button', { name: /^Next:/ }).click();
  }
  await page.getByLabel('Next time I will …').fill('look at the statements before the pool');
  await page.getByRole('button', { name: 'Keep in my runbook' }).click();
  await expect(page.getByRole('button', { name: 'Kept in your runbook' })).toBeVisible();
  await shoot(page, 'kept');
  expect(errors).toEqual([]);
});
