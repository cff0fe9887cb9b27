// The result of the whole program: the first screen in words, harms in the open, the rest folded in and never gone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, go, stored, unfold, words } from './check.mjs';
import { axeInside, inspect, overflow } from './inspect.mjs';
import { focusPath, openPage, widget } from './support.mjs';

const nl = await words('nl');
const en = await words('en');

const fold = (element, id) => element.locator(`#${id}.fold-button`);
const isOut = async (element, id) => (await fold(element, id).getAttribute('aria-expanded')) === 'true';

/** The worked example of the full check, on its result. */
async function full(t, options) {
  const page = await openPage(t, '/', options);
  await page.evaluate(() => {
    const element = document.createElement('sdg-toets');
    element.lang = 'nl';
    element.setAttribute('questionnaire', 'sdg-toets');
    element.setAttribute('history', 'none');
    document.querySelector('sdg-toets').replaceWith(element);
  });
  const element = await widget(page);
  await element.getByRole('button', { name: nl('start.example') }).click();
  await element.locator('#findings').waitFor();
  return { page, element };
}

test('what is folded in is told in one line, built when it is folded out, and stays out', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'result');
  const parts = await element.locator('.part-fold').evaluateAll((all) => all.map((part) => [part.querySelector('h3 > button').id, part.querySelector('.gist').textContent, part.childElementCount]));
  assert.ok(parts.length >= 5, `${parts}`);
  for (const [id, gist, inside] of parts) {
    // How many suggestions there are is known once the list has come.
    if (id !== 'suggestions') assert.match(gist, /\d/, `${id} tells how much is inside: ${gist}`);
    assert.equal(inside, 2, `${id} holds a heading and a line`);
    assert.ok(!(await isOut(element, id)));
  }
  // By keyboard, and focus stays on the button.
  await fold(element, 'claims').focus();
  await page.keyboard.press('Enter');
  await element.locator('table.claims').first().waitFor();
  assert.match((await focusPath(page)).at(-1), /#claims/);
  assert.ok(await isOut(element, 'claims'));
  const details = element.locator('.principle details.behind').first();
  await details.locator('summary').first().focus();
  await page.keyboard.press('Space');
  await details.locator('table.components').waitFor();
  assert.ok(await details.evaluate((it) => it.open));
  // Another language, and there and back again.
  await element.getByRole('button', { name: 'English' }).click();
  await element.getByRole('heading', { name: en('result.findings'), exact: true }).waitFor();
  assert.ok(await isOut(element, 'claims'));
  await go(element, en, 'list');
  await go(element, en, 'result');
  assert.ok((await isOut(element, 'claims')) && (await details.evaluate((it) => it.open)));
  assert.ok(await element.locator('table.claims').first().isVisible());
  await details.locator('summary').first().click();
  assert.ok(!(await details.evaluate((it) => it.open)));
  assert.equal(await details.locator('table').count(), 0);
  assert.deepEqual(await page.evaluate(inspect), []);
});

test('a way to a part that is folded in folds it out and brings focus there', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'result');
  await element.locator('.contents').getByRole('link', { name: nl('plan.links') }).click();
  await element.locator('.forces').first().waitFor();
  assert.match((await focusPath(page)).at(-1), /#links/);
  // From the plan to the finding that an action comes from.
  const finding = element.locator('.findings.discuss > ul > li').first();
  const words = await finding.locator('strong').first().textContent();
  await finding.locator('> .to-plan').getByRole('button').click();
  await go(element, nl, 'plan');
  await element.getByRole('link', { name: nl('fold.to-result') }).click();
  await element.locator('#findings').waitFor();
  assert.ok((await focusPath(page)).at(-1).includes(`#finding-`), `${await focusPath(page)}`);
  assert.ok((await focusPath(page)).at(-1).includes(words.slice(0, 40)), `${await focusPath(page)}`);
});

test('harms are never folded in, long lists show all of it on demand, and everything can be folded out', async (t) => {
  const { page, element } = await full(t, { viewport: { width: 1280, height: 900 } });
  const height = () => element.evaluate((it) => it.offsetHeight);
  const report = await page.evaluate(async () => {
    const engine = await import('/sdg_engine.js');
    await engine.default();
    const read = async (path) => (await fetch(`/questionnaires/${path}`)).text();
    return JSON.parse(engine.scoreJson(await read('sdg-toets/questionnaire.json'), await read('evidence/interlinkages.json'), await read('sdg-toets/example.json')));
  });
  const certain = report.findings.filter((finding) => finding.certain);
  const harms = certain.filter(({ id }) => /harm/.test(id) && id !== 'no-harm-anywhere');
  assert.ok(harms.length > 0);
  const shown = await element.locator('.findings > ul > li').count();
  assert.ok(shown >= harms.length && shown < certain.length, `${shown} of ${certain.length} in the open, ${harms.length} harms`);
  for (const id of ['goal-harm-clear', 'goal-harm-slight']) {
    const all = harms.filter((harm) => harm.id === id).length;
    assert.equal(await element.locator(`.findings > ul > li strong[id^="finding-${id}"]`).count(), all, id);
  }
  // All of a kind.
  const more = element.locator('.findings > .rest > summary').first();
  const count = Number(/\d+/.exec(await more.textContent())[0]);
  const group = element.locator('.findings:has(> .rest)').first();
  await more.click();
  await element.getByText(nl('fold.less'), { exact: true }).first().waitFor();
  assert.equal(await group.locator('li > strong').count(), count);
  const low = await height();
  const before = await element.evaluate((it) => it.shadowRoot.querySelectorAll('*').length);
  await unfold(element);
  await element.locator('ul.suggestions > li').first().waitFor();
  assert.equal(await element.locator('.findings > .rest > ul > li, .findings > ul > li').count() >= certain.length, true);
  const after = await element.evaluate((it) => it.shadowRoot.querySelectorAll('*').length);
  assert.ok(after > 2 * before && (await height()) > 1.5 * low, `${before} and ${after} elements`);
  assert.deepEqual(await page.evaluate(inspect), []);
  await element.locator('#fold-all').click();
  assert.equal(await element.locator('.fold-button[aria-expanded="true"]').count(), 0);
  assert.match((await focusPath(page)).at(-1), /#fold-all/);
  assert.deepEqual(await stored(page), null, 'to look keeps nothing');
});

test('the result of the full check: axe folded in and out, narrow and in the dark', async (t) => {
  const { page, element } = await full(t, { viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
  for (const state of ['folded in', 'folded out']) {
    assert.deepEqual(await page.evaluate(overflow), [], state);
    const { violations, incomplete } = await axeInside(page);
    assert.deepEqual(violations, [], state);
    assert.deepEqual(incomplete, [], state);
    await unfold(element);
    await element.locator('ul.suggestions > li').first().waitFor();
  }
});
