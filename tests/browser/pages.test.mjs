// Long sections of the full check come in pages: the same questions, each once, and the same answers.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { like, words } from './check.mjs';
import { axe, focusPath, openPage, widget } from './support.mjs';

const ui = await words('nl');
const texts = JSON.parse(await readFile(new URL('../../questionnaires/sdg-toets/texts/nl.json', import.meta.url), 'utf8')).texts;
const title = texts['section.lnob.title'];

test('a long section of the full check comes in pages', async (t) => {
  const page = await openPage(t, null);
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('<sdg-toets', '<sdg-toets questionnaire="sdg-toets"') });
  });
  await page.goto('/');
  const element = await widget(page);
  await element.getByRole('link', { name: ui('start.begin') }).click();
  await element.getByRole('link', { name: ui('frame.list') }).first().click();
  await element.locator('.rows').getByRole('link', { name: title }).click();
  const part = element.locator('#heading .part');
  const group = (id) => element.locator(`.q:has(#q-${id}) .subject-row`);
  for (const id of ['groups-touched', 'groups-in-depth', 'furthest-behind']) {
    for (const place of [0, 1]) await group(id).nth(place).locator('input').check();
  }
  const words = new RegExp(ui('pages.part').replace('{part}', '.+').replace('{n}', '1').replace('{m}', '\\d+'));
  await element.getByText(words).first().waitFor();
  const count = Number((await part.textContent()).match(/\d+$/)[0]);
  assert.ok(count > 1, `${count} pages`);
  const seen = [];
  for (let n = 1; n <= count; n += 1) {
    assert.match(await part.textContent(), new RegExp(` ${n} van ${count}$`));
    const here = await element.locator('.q').evaluateAll((all) => all.map((one) => (one.querySelector('legend, .ask + *, input, textarea').id || one.querySelector('[id^="q-"]').id)));
    assert.ok(here.length >= 1 && here.length <= 8, `${here.length} questions on page ${n}`);
    seen.push(...here);
    assert.deepEqual((await axe(page)).violations, [], `page ${n}`);
    if (n < count) {
      await element.getByRole('link', { name: like(ui('pages.way')) }).last().click();
      await part.getByText(` ${n + 1} van ${count}`).waitFor();
      assert.match((await focusPath(page)).at(-1), /#heading/);
    }
  }
  assert.equal(new Set(seen).size, seen.length, 'each question once');
  assert.ok(seen.length > 8);
  await page.goBack();
  await part.getByText(` ${count - 1} van ${count}`).waitFor();
  // The place is kept with the first answer.
  await element.locator('.q input').first().check();
  await page.reload();
  await widget(page);
  await part.getByText(new RegExp(` ${count - 1} van \\d+$`)).waitFor();
});
