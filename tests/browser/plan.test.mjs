// From the result to an action plan: a finding, what could be done about it, what is decided, who does what by when.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, go, like, stored, unfold, words } from './check.mjs';
import { axeInside } from './inspect.mjs';
import { expectProblem, focusPath, openPage, requests, url, widget } from './support.mjs';

const nl = await words('nl');
const en = await words('en');

/** The first finding on the result: a harm. */
const finding = (element) => element.locator('.findings.discuss > ul > li').first();

/** Folds out what there is to say of the first finding. */
const about = (element) => finding(element).locator('> .about-it > summary').click();

const nothing = { violations: [], incomplete: [] };

/** Nothing is wider than the page. */
async function fits(page) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `${wide} px wide, there is room for ${room}`);
}

test('a finding, a suggestion, the plan, a reload: it is still there', async (t) => {
  const page = await openPage(t, '/');
  let element = await fill(page, nl);
  await go(element, nl, 'result');
  const asked = () => requests(page).filter((address) => address.includes('/suggestions/'));
  assert.deepEqual(asked(), [], 'suggestions come on demand only');
  const title = await finding(element).locator('strong').first().textContent();
  await about(element);
  await finding(element).getByText(nl('plan.suggestions')).click();
  const suggestion = finding(element).locator('ul.suggestions > li').first();
  await suggestion.waitFor();
  assert.equal(asked().length, 2, 'the table, and its texts in one language');
  assert.match(await suggestion.textContent(), new RegExp([nl('plan.effort.small'), nl('plan.effort.medium'), nl('plan.effort.large')].join('|')));
  const text = await suggestion.locator('strong').first().textContent();
  await suggestion.getByRole('button', { name: nl('plan.put') }).click();
  assert.match((await focusPath(page)).at(-1), new RegExp(nl('plan.in-plan')));
  await finding(element).locator('> .to-plan').getByRole('button').click();
  assert.match(await element.locator('#status').textContent(), new RegExp(nl('plan.added').slice(0, 20)));
  await page.reload();
  element = await widget(page);
  await go(element, nl, 'plan');
  const cards = element.locator('ul.actions > li');
  assert.equal(await cards.count(), 2);
  const heads = await cards.locator('h3').allTextContents();
  assert.ok(heads.includes(text), `${heads}`);
  assert.ok(heads.includes(nl('plan.from.finding').replace('{what}', title)), `${heads}`);

  // Edited in place, and kept at once.
  const card = cards.filter({ hasText: text });
  await card.getByLabel(nl('plan.owner')).fill('Dienst mobiliteit');
  await card.getByLabel(nl('plan.date')).fill('2027-03-01');
  await card.getByLabel(nl('plan.status')).selectOption('busy');
  await card.getByText(`Dienst mobiliteit · ${nl('plan.by-day').replace('{date}', '1 maart 2027')} · ${nl('plan.status.busy')}`).waitFor();
  const action = (await stored(page)).actions.find((one) => one.text === text);
  assert.deepEqual([action.owner, action.date, action.status, 'person' in action], ['Dienst mobiliteit', '2027-03-01', 'busy', false]);
  await page.reload();
  element = await widget(page);
  assert.equal(await element.locator('#heading').textContent(), `${nl('list.plan')}: Schoolstraat`);
  assert.equal(await element.locator('ul.actions > li').filter({ hasText: text }).getByLabel(nl('plan.owner')).inputValue(), 'Dienst mobiliteit');
  // The task list says how many are left.
  await go(element, nl, 'list');
  await element.getByText(like(nl('plan.to-do.many'))).waitFor();
  assert.ok(requests(page).every((address) => address.startsWith(url) || address.startsWith('data:')));
});

test('a treated harm stays listed, and may then be shown', async (t) => {
  const page = await openPage(t, '/');
  let element = await fill(page, nl);
  await go(element, nl, 'result');
  const before = await element.locator('.findings.discuss > ul > li').count();
  const title = await finding(element).locator('strong').first().textContent();
  await about(element);
  await finding(element).getByText(nl('plan.grounds')).click();
  assert.ok((await finding(element).locator('.leaves li').count()) > 0);
  await finding(element).getByText(nl('plan.decide')).first().click();
  await finding(element).getByLabel(nl('plan.choice.treated')).check();
  await finding(element).getByLabel(nl('plan.owner')).fill('Dienst economie');
  await finding(element).getByText(nl('plan.half.treated')).waitFor();
  // Half a decision is there after a reload, unfolded.
  await page.reload();
  element = await widget(page);
  await finding(element).getByText(nl('plan.half.treated')).waitFor();
  assert.equal(await finding(element).getByLabel(nl('plan.owner')).inputValue(), 'Dienst economie');
  await finding(element).getByLabel(nl('plan.measure')).fill('Laden en lossen kan voor 9 uur.');
  await finding(element).locator('.badge', { hasText: nl('plan.state.treated') }).waitFor();
  await page.reload();
  element = await widget(page);
  await element.locator('#findings').waitFor();
  assert.equal(await element.locator('.findings.discuss > ul > li').count(), before);
  assert.equal(await finding(element).locator('strong').first().textContent(), title);
  assert.equal(await finding(element).locator('.badge').textContent(), nl('plan.state.treated'));
  const { findings } = await stored(page);
  assert.deepEqual(Object.values(findings).map(({ treated }) => treated.by), ['Dienst economie']);
});

test('the claim check and the interlinkages on the screen are those of the engine', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'result');
  await unfold(element);
  const saved = JSON.stringify(await stored(page));
  const [claims, links] = await page.evaluate(async (text) => {
    const engine = await import('/sdg_engine.js');
    await engine.default();
    const read = async (path) => (await fetch(path)).text();
    const quick = await read('/questionnaires/sdg-toets-quick/questionnaire.json');
    const evidence = await read('/questionnaires/evidence/interlinkages.json');
    return [engine.claims(quick, evidence, text), engine.interlinkages(quick, evidence, text)];
  }, saved);
  assert.equal(claims.length, 17);
  const verdicts = { yes: 'plan.claim.yes', 'not-yet': 'plan.claim.later', no: 'plan.claim.no' };
  for (const { goal, verdict, reasons } of claims) {
    const row = element.locator('table.claims tbody tr').filter({ has: page.locator(`.tile.g${goal}`) });
    assert.equal(await row.locator('td.verdict').textContent(), nl(verdicts[verdict]), `goal ${goal}`);
    assert.equal(await row.locator('td.why li').count(), reasons.length, `reasons of goal ${goal}`);
  }
  assert.deepEqual(new Set(claims.map(({ verdict }) => verdict)).size > 1, true, 'the example tells goals apart');
  const order = (side) => links.goals.filter((goal) => !goal[side].both.startsWith('0/')).sort((a, b) => value(b[side].both) - value(a[side].both)).map(({ goal }) => goal);
  const value = (fraction) => fraction.split('/').reduce((above, below) => above / below);
  for (const [card, side] of [['strong', 'opportunity'], ['concerns', 'tension']]) {
    const tiles = element.locator(`section .card.${card} .forces > li > .goal .tile`);
    const shown = (await tiles.evaluateAll((all) => all.map((tile) => Number(/ g(\d+)/.exec(tile.className)[1]))));
    assert.deepEqual(shown, order(side), side);
  }
  const rows = await element.locator('table.impact tbody th .tile').evaluateAll((all) => all.map((tile) => Number(/ g(\d+)/.exec(tile.className)[1])));
  assert.deepEqual(rows, links.cross_impact.goals);
});

test('by keyboard: contents, a finding into the plan, an action of one’s own, away and back', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'result');
  const press = async (locator) => {
    await locator.focus();
    await page.keyboard.press('Enter');
  };
  await press(element.locator('.contents').getByRole('link', { name: nl('result.findings') }));
  assert.match((await focusPath(page)).at(-1), /#findings/);
  await page.keyboard.press('Tab');
  assert.match((await focusPath(page)).at(-1), new RegExp(nl('plan.put')));
  await page.keyboard.press('Enter');
  assert.match((await focusPath(page)).at(-1), new RegExp(nl('plan.in-plan')));
  await page.keyboard.press('Enter');
  assert.match((await focusPath(page)).at(-1), /#heading/);
  await element.locator('#plan-new').focus();
  await page.keyboard.type('Bomen planten');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.match((await focusPath(page)).at(-1), /#plan-action-2 "Bomen planten/);
  assert.equal(await element.locator('#plan-new').inputValue(), '');
  const before = await stored(page);
  await press(element.getByRole('button', { name: `${nl('plan.remove')}: Bomen planten` }));
  assert.match((await focusPath(page)).at(-1), /#put-back/);
  assert.equal((await stored(page)).actions.length, 1);
  await page.keyboard.press('Enter');
  assert.match((await focusPath(page)).at(-1), /#plan-action-2/);
  assert.deepEqual((await stored(page)).actions, before.actions);
  await press(element.getByRole('button', { name: nl('plan.sort.date') }));
  assert.match((await focusPath(page)).at(-1), new RegExp(nl('plan.sort.date')));
});

test('when suggestions do not come it says so, and tries again', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'result');
  await page.route('**/suggestions.json', (route) => route.abort());
  expectProblem(page, /ERR_FAILED.*suggestions\.json/);
  await about(element);
  await finding(element).getByText(nl('plan.suggestions')).click();
  await finding(element).getByText(nl('plan.suggestions.missing')).waitFor();
  await page.unroute('**/suggestions.json');
  await finding(element).getByRole('button', { name: nl('plan.again') }).click();
  await finding(element).locator('ul.suggestions > li').first().waitFor();
  // Another language brings its own words.
  await element.getByRole('button', { name: 'English' }).click();
  await element.getByRole('heading', { name: en('result.findings') }).waitFor();
  const said = element.getByText(new RegExp(`^${en('plan.first').split('{')[0]}`)).first();
  await said.waitFor({ state: 'attached' });
});

test('every state of the result and the plan: axe, narrow, dark, forced colours, and a wheel where there is room', async (t) => {
  const page = await openPage(t, '/', { viewport: { width: 1280, height: 900 } });
  const element = await fill(page, nl);
  await go(element, nl, 'plan');
  await element.getByText(nl('plan.empty')).waitFor();
  assert.deepEqual(await axeInside(page), nothing, 'the empty plan');
  await go(element, nl, 'result');
  await about(element);
  await finding(element).getByText(nl('plan.suggestions')).click();
  await finding(element).locator('ul.suggestions > li').first().waitFor();
  await finding(element).getByText(nl('plan.decide')).first().click();
  await finding(element).getByLabel(nl('plan.choice.accepted')).check();
  await finding(element).getByLabel(nl('plan.owner')).fill('College');
  await finding(element).getByLabel(nl('plan.reason')).fill('Het duurt maar een week.');
  await finding(element).getByText(nl('plan.observe')).first().click();
  await finding(element).getByLabel(nl('plan.outcome.less')).check();
  await finding(element).locator('> .to-plan').getByRole('button').click();
  await element.locator('#unknowns').waitFor();
  await unfold(element);
  assert.deepEqual(await axeInside(page), nothing, 'the result with all of it unfolded');
  const wheel = element.locator('.wheel');
  assert.equal(await wheel.getAttribute('aria-hidden'), 'true');
  assert.ok(!(await wheel.isVisible()), 'no wheel where there is no room');
  await page.evaluate(() => {
    for (let node = document.querySelector('sdg-toets'); node; node = node.parentElement) node.setAttribute('class', 'wide');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.wide { max-width: none !important; width: auto !important }');
    document.adoptedStyleSheets = [sheet];
  });
  assert.ok(await wheel.isVisible(), 'a wheel where there is room');
  assert.equal(await wheel.locator('text').count(), 17);
  assert.ok(await element.locator('table.bars').isVisible(), 'the table stays');
  await page.emulateMedia({ forcedColors: 'active' });
  assert.notEqual(await wheel.locator('.certain').first().evaluate((it) => getComputedStyle(it).fill), 'none');
  // Without motion, so that no colour is still on its way.
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark', reducedMotion: 'reduce' });
  assert.deepEqual(await axeInside(page), nothing, 'the result in the dark');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page);
  await go(element, nl, 'plan');
  await unfold(element);
  await fits(page);
  assert.deepEqual(await axeInside(page), nothing, 'the plan, narrow and in the dark');
  // What cannot be taken stays in the field, with a word beside it.
  await element.getByLabel(nl('plan.text')).first().fill('');
  await element.locator('.wrong').waitFor();
  assert.deepEqual(await axeInside(page), nothing, 'an action without text');
});
