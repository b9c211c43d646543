import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page, expect, test } from '@playwright/test';

/** Words that are ours and never the screen's. */
const forbidden = /\b(trainee|bot|decoy|toxic|lever)s?\b/i;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = 'target/screenshots/fake';

test.use({ bypassCSP: true });

/** Takes a picture in both themes, and looks for forbidden words and what a screen reader would trip over. */
async function look(page: Page, name: string) {
  await page.waitForTimeout(500);
  for (const theme of ['dark', 'light']) {
    await page.evaluate((t) => { document.documentElement.dataset.theme = t; }, theme);
    await page.emulateMedia({ colorScheme: theme as 'dark' | 'light' });
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${shots}/${name}-${theme}.png` });
    await page.addScriptTag({ content: axeSource });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
      const found = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
      return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 120)} ${n.failureSummary.slice(0, 200)}`).slice(0, 3).join(' | ')}`);
    });
    expect.soft(violations, `${name}, ${theme}`).toEqual([]);
  }
  expect.soft((await page.locator('body').innerText()).match(forbidden), name).toBeNull();
}

/** The same in a window that is as narrow as half a screen. */
async function lookNarrow(page: Page, name: string) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 900, height: 900 });
  await look(page, `${name}-narrow`);
  if (size) await page.setViewportSize(size);
}

async function go(page: Page, key: string, heading: string) {
  await page.locator('main').click({ position: { x: 3, y: 3 } });
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}

test('a drill, from the list to the debrief, by keyboard and mouse', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));

  await page.goto('/');
  await expect(page.locator('.scenario').first()).toBeFocused();
  await look(page, '01-list');
  await page.keyboard.press('Enter');
  await page.getByLabel('Your name, for the log').fill('on call');
  await look(page, '02-name');
  await page.keyboard.press('Enter');

  await expect(page.getByText('You are on call, and nothing is wrong yet.')).toBeVisible();
  await look(page, '03-brief');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await look(page, '04-paged');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'Page', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Ask the owner' }).click();
  await expect(page.getByText('Nothing of ours changed tonight')).toBeVisible();
  await look(page, '05-page');

  await go(page, 'm', 'Mesh');
  await page.getByRole('button', { name: /^storefront:/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: /^storefront to catalog:/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'storefront → catalog' })).toBeVisible();
  await page.getByRole('button', { name: /^checkout:/ }).click();
  await look(page, '06-mesh');
  await lookNarrow(page, '06-mesh');
  const notes = page.getByRole('complementary', { name: 'Notebook' });
  await page.getByRole('button', { name: /^users:/ }).focus();
  await page.keyboard.press('b');
  await expect(notes.getByRole('group', { name: 'Who is hurt?' }).getByRole('button', { name: 'Everybody' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: /^checkout:/ }).focus();
  await page.keyboard.press('b');
  await expect(notes.getByRole('group', { name: 'Which journeys?' }).getByText('Only buy')).toBeVisible();
  await page.getByRole('region', { name: /^Blast radius/ }).getByRole('button', { name: /^eu/ }).click();
  await expect(notes.getByRole('group', { name: 'Where?' }).getByText('Only eu')).toBeVisible();
  await page.getByRole('button', { name: 'Region', exact: true }).click();
  await expect(page.getByRole('button', { name: /^checkout · us:/ })).toBeVisible();
  await look(page, '06-mesh-regions');

  await page.keyboard.press('w');
  await page.getByLabel('For the log').fill('Only Europe so far');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Noted', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page.getByRole('button', { name: 'Hold the drill' }).click();
  await expect(page.getByText('Clock, time left and changes stand still; the mesh runs on.')).toBeVisible();
  await look(page, '06-held');
  await page.getByRole('button', { name: 'Go on' }).click();

  await go(page, 'd', 'Dashboards');
  await page.getByRole('link', { name: 'checkout', exact: true }).click();
  const p99 = page.getByRole('region', { name: 'p99' });
  await expect(p99.locator('canvas')).toBeVisible();
  await p99.locator('.u-over').hover({ position: { x: 250, y: 50 } });
  await page.keyboard.press('o');
  await expect(page.getByText(/Onset at/)).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: 'Cite this reading' })).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByRole('complementary', { name: 'Notebook' }).getByText('Abnormal', { exact: true })).toBeVisible();
  await look(page, '07-dashboards');
  await lookNarrow(page, '07-dashboards');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByRole('region', { name: 'Latency by region' }).getByRole('button', { name: /^us/ }).click();
  await expect(notes.getByRole('group', { name: 'Where?' }).getByText('Only eu or us')).toBeVisible();
  await page.getByRole('button', { name: 'Explore a metric' }).click();
  await page.getByRole('combobox', { name: 'Metric query' }).fill('hikaricp_connections_active');
  await page.keyboard.press('Enter');
  await expect(page.locator('canvas')).toBeVisible();
  await look(page, '08-explore');

  await go(page, 'l', 'Logs');
  await page.getByRole('button', { name: /HikariPool-1/ }).first().click();
  await look(page, '09-logs');
  await go(page, 't', 'Traces');
  await expect(page.getByRole('list', { name: 'Traces' })).toBeVisible();
  await look(page, '10-traces');
  await page.getByRole('link', { name: /POST \/orders/ }).first().click();
  await page.getByRole('button', { name: 'Compare with a healthy trace' }).click();
  await page.getByRole('list', { name: 'Healthy traces' }).getByRole('button').first().click();
  await look(page, '11-trace');

  await go(page, 'c', 'Changes');
  const release = page.getByRole('button', { name: /checkout 4.12.0/ }).first();
  await release.focus();
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: /^Suspect deploy of checkout/ })).toHaveAttribute('aria-pressed', 'true');
  await release.click();
  await look(page, '12-changes');
  await lookNarrow(page, '12-changes');

  const notebook = page.getByRole('complementary', { name: 'Notebook' });
  for (const [question, answer] of [['Who is hurt?', 'Everybody'], ['Where?', 'Everywhere']] as const) {
    await notebook.getByRole('group', { name: question }).getByRole('button', { name: answer }).click();
  }
  const journeys = notebook.getByRole('group', { name: 'Which journeys?' });
  await journeys.getByRole('button', { name: 'All journeys' }).click();
  await journeys.getByRole('button', { name: 'Only …' }).click();
  await journeys.getByRole('button', { name: 'buy', exact: true }).click();
  await notebook.getByRole('button', { name: 'Submit observation' }).click();

  const sentence = notebook.getByRole('combobox', { name: 'New hypothesis' });
  await sentence.fill('orders-db pool held by slow query in checkout');
  await expect(notebook.getByRole('combobox', { name: 'Component' })).toHaveValue('checkout');
  await notebook.getByLabel('If it is true, I would see: reading').selectOption('statements orders-db');
  await notebook.getByLabel('If it is true, I would see: outcome').selectOption('one-slow');
  await look(page, '13-hypothesis');
  await notebook.getByRole('button', { name: 'Add hypothesis' }).click();
  await expect(notebook.getByText('slow query in checkout').first()).toBeVisible();
  await sentence.fill('pool too small in checkout');
  await notebook.getByLabel('If it is true, I would see: reading').selectOption('pool checkout');
  await notebook.getByLabel('If it is true, I would see: outcome').selectOption('waiting');
  await sentence.press('Enter');
  // From anywhere, a digit is for the first hypothesis that has no likelihood; a focused one takes its own.
  await page.locator('main').click({ position: { x: 3, y: 3 } });
  await page.keyboard.press('5');
  const second = notebook.getByRole('listitem', { name: /^Hypothesis 2/ });
  await expect(notebook.getByRole('listitem', { name: /^Hypothesis 1.* 50 %/ })).toBeVisible();
  await second.focus();
  await page.keyboard.press('2');
  await notebook.getByRole('listitem', { name: /^Hypothesis 1/ }).focus();
  await page.keyboard.press('6');
  await expect(notebook.getByText('Something else: 20 %')).toBeVisible();
  await notebook.getByRole('button', { name: 'Lock hypotheses' }).click();
  await notebook.getByRole('button', { name: /^Declare H1's prediction/ }).click();
  await notebook.getByRole('button', { name: 'Run test 1' }).click();
  const verdict = notebook.getByRole('group', { name: /^Verdict on hypothesis 1/ }).first();
  await verdict.focus();
  await page.keyboard.press('+');
  await expect(verdict.getByRole('button', { name: 'Fits' })).toHaveAttribute('aria-pressed', 'true');
  await notebook.getByRole('group', { name: /^Verdict on hypothesis 2/ }).first().getByRole('button', { name: 'Speaks against' }).click();
  await look(page, '14-tested');

  await go(page, 'i', 'Diagnostics');
  await page.getByRole('button', { name: 'Slow statements' }).click();
  await page.getByRole('button', { name: 'Read now' }).click();
  await expect(page.getByRole('article', { name: 'Reading of orders-db' })).toBeVisible();
  await look(page, '15-diagnostics');
  await go(page, 'a', 'Actions');
  await page.getByRole('button', { name: 'checkout', exact: true }).click();
  await look(page, '16-actions');
  await lookNarrow(page, '16-actions');
  await page.getByRole('button', { name: /^Roll back checkout/ }).click();
  await expect(page.getByText('checkout-eu-1 and checkout-us-1')).toBeVisible();
  await look(page, '17-confirm');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: 'Applied' })).toBeVisible();
  await page.getByRole('button', { name: 'Flags, traffic, statements' }).click();
  await look(page, '18-flags');
  await go(page, 'h', 'Timeline');
  await look(page, '19-timeline');
  await page.keyboard.press('?');
  await look(page, '20-help');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('checkout');
  await look(page, '21-palette');
  await page.keyboard.press('Escape');

  await notebook.getByRole('button', { name: 'Resolve', exact: true }).click();
  await page.getByRole('button', { name: 'Resolve and watch' }).click();
  await expect(notebook.getByText('Watching the users')).toBeInViewport();
  await expect(notebook.getByLabel('What remains to be done for good')).toBeInViewport();
  await notebook.getByLabel('What remains to be done for good').selectOption('index');
  await expect(page.getByRole('heading', { level: 1, name: 'What do you believe?' })).toBeVisible({ timeout: 15_000 });
  await look(page, '22-belief');
  await page.keyboard.press('1');
  const headings = ['The cause', 'From fault to user', 'Your graph', 'The turning point', 'Its twin', 'The four steps', 'Next time'];
  for (const [i, heading] of headings.entries()) {
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await look(page, `${23 + i}-debrief-${i + 2}`);
    if (heading === 'The four steps') await expect(page.getByLabel('Score')).toHaveText('71');
    if (heading !== 'Next time') await page.getByRole('button', { name: /^Next:/ }).click();
  }
  await page.getByLabel('Next time I will …').fill('look at the statements before the pool');
  await page.getByRole('button', { name: 'Keep in my runbook' }).click();
  await page.locator('summary', { hasText: 'My runbook' }).click();
  await expect(page.getByText('next time I will look at the statements before the pool')).toBeVisible();
  await page.locator('summary', { hasText: 'Postmortem draft' }).click();
  const [draft] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download postmortem draft as Markdown' }).click()]);
  expect(draft.suggestedFilename()).toMatch(/^postmortem-.*\.md$/);
  await look(page, '30-next-time');
  await page.getByRole('link', { name: 'To the list of drills' }).click();
  await expect(page.locator('summary', { hasText: 'My runbook' })).toBeVisible();
  expect(errors).toEqual([]);
});
