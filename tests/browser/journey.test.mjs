// The whole quick check by keyboard alone, with a reload and a change of language on the way, out to a file and back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertResultIsOfEngine, fill, go, like, question, sections, stored, words } from './check.mjs';
import { answerAll, tabTo } from './keyboard.mjs';
import { focusPath, openPage, url, widget } from './support.mjs';

const nl = await words('nl');
const en = await words('en');

const heading = (page) => page.locator('sdg-toets #heading').textContent();

test('the quick check by keyboard alone', async (t) => {
  const page = await openPage(t, '/');
  let element = await widget(page);
  assert.equal(await stored(page), null, 'nothing is kept before the first answer');
  assert.deepEqual(await page.context().cookies(), []);

  await tabTo(page, /^a "Begin met de toets/);
  await page.keyboard.press('Enter');
  assert.match((await focusPath(page)).at(-1), /#heading/, 'focus is on the new heading');

  // Every section: each group gets an answer, by arrows, space or letters.
  for (const [place, section] of sections.entries()) {
    assert.ok((await heading(page)).includes(nl(`section.${section}.title`)), section);
    assert.ok((await heading(page)).includes(`${place + 1} van ${sections.length}`));
    await answerAll(page);
    if (section === 'planet') {
      // A reload in the middle: the same place, the same answers.
      const before = await stored(page);
      await page.reload();
      element = await widget(page);
      assert.ok((await heading(page)).includes(nl('section.planet.title')));
      assert.deepEqual(await stored(page), before);
    }
    if (section === 'prosperity') {
      // And another language in the middle: the same place.
      const before = await stored(page);
      await page.evaluate(() => document.activeElement?.blur?.());
      await tabTo(page, /^button "English/);
      await page.keyboard.press('Enter');
      await element.getByRole('heading', { name: en('section.prosperity.title') }).first().waitFor();
      assert.match((await focusPath(page)).at(-1), /^button.*English/, 'focus stays where it was');
      assert.deepEqual((await stored(page)).answers, before.answers);
      await page.keyboard.press('Shift+Tab');
      await tabTo(page, /^button "Nederlands/, 4).catch(() => tabTo(page, /^button "Nederlands/));
      await page.keyboard.press('Enter');
      await element.getByRole('heading', { name: nl('section.prosperity.title') }).first().waitFor();
    }
    await tabTo(page, /^a "(Volgende|Naar het resultaat)/, 400);
    await page.keyboard.press('Enter');
    assert.match((await focusPath(page)).at(-1), /#heading/);
  }
  assert.ok((await heading(page)).startsWith(nl('result.title')));
  const { answers } = await stored(page);
  assert.ok(Object.keys(answers).length > 20, `${Object.keys(answers).length} questions have an answer`);
});

test('a file goes out, comes back, and its numbers are those of the engine', async (t) => {
  const page = await openPage(t, '/', { acceptDownloads: true });
  const element = await fill(page, nl);
  await go(element, nl, 'keep');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    element.getByRole('button', { name: nl('keep.save') }).first().click(),
  ]);
  assert.match(download.suggestedFilename(), /^sdg-toets-schoolstraat-\d{4}-\d\d-\d\d\.json$/);
  assert.match(await element.locator('#status').textContent(), /downloads/);
  const file = await download.path();
  const saved = await readFile(file, 'utf8');

  // Erase, with a question first, and focus back where it came from on a no.
  await element.getByRole('button', { name: nl('keep.erase.button') }).click();
  assert.match((await focusPath(page)).at(-1), /#panel/);
  await element.getByRole('button', { name: nl('erase.no') }).click();
  assert.match((await focusPath(page)).at(-1), /#erase/);
  await element.getByRole('button', { name: nl('keep.erase.button') }).click();
  await element.getByRole('button', { name: nl('erase.yes') }).click();
  await element.getByText(nl('erase.done')).waitFor();
  assert.equal(await stored(page), null);

  await element.locator('#open-file').setInputFiles({ name: 'mijn toets.json', mimeType: 'application/json', buffer: Buffer.from(saved) });
  await element.getByText(like(nl('open.done'))).waitFor();
  const again = await stored(page);
  assert.deepEqual(again.answers, JSON.parse(saved).answers);

  // The bands on the screen are those of the headless engine.
  await go(element, nl, 'result');
  await assertResultIsOfEngine(page, nl, saved);
});

test('the way back: browser history, change from the result, the example', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'result');
  await page.goBack();
  await element.getByRole('heading', { name: nl('list.title') }).waitFor();
  await page.goForward();
  await element.getByRole('heading', { name: nl('result.title') }).first().waitFor();

  await element.locator('table.bars').getByRole('link', { name: nl('goal.11.title') }).click();
  assert.match((await focusPath(page)).at(-1), /#q-goal-11/);
  await element.getByRole('link', { name: nl('section.back') }).click();
  await element.getByRole('heading', { name: nl('result.title') }).first().waitFor();

  const before = await stored(page);
  await element.getByRole('link', { name: nl('frame.list') }).first().click();
  await page.reload();
  await widget(page);
  await page.goBack();
  await element.getByRole('heading', { name: nl('result.title') }).first().waitFor();
  assert.deepEqual((await stored(page)).answers, before.answers);
  assert.equal(new URL(page.url()).search + new URL(page.url()).hash, '', 'nothing of the answers is in the address');
});

test('the example does not touch the own answers', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.project-name.title')).fill('Van mij');
  await go(element, nl, 'list');
  await element.getByRole('link', { name: nl('list.about') }).click();
  await element.getByRole('button', { name: nl('start.example') }).click();
  await element.getByText(nl('frame.example')).waitFor();
  await go(element, nl, 'people');
  await question(element, 'goal-1').getByRole('button', { name: nl('question.no-effect') }).click();
  const own = await stored(page);
  assert.deepEqual(Object.keys(own.answers), ['project-name']);
  await element.getByRole('button', { name: nl('frame.example.leave') }).click();
  await element.getByRole('heading', { name: /Van mij/ }).waitFor();
});

test('two tabs stay together', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  const other = await page.context().newPage();
  await other.goto(`${url}/`);
  const there = await widget(other);
  await go(there, nl, 'profile');
  await there.getByLabel(nl('question.project-name.title')).fill('Uit het andere tabblad');
  await element.getByText(nl('message.elsewhere')).waitFor();
  await element.getByLabel(nl('question.municipality.title')).fill('Lindebeek');
  const { answers } = await stored(page);
  assert.deepEqual(answers['project-name'], { text: 'Uit het andere tabblad' });
  assert.deepEqual(answers.municipality, { text: 'Lindebeek' });
});
