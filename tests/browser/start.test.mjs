// Several questionnaires on one page: choosing, taking answers along, coming back; what deserves attention; the blank questionnaire; texts that are missing.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { catchPrint, go, question, stored, words } from './check.mjs';
import { assertNoProblems, axe, expectProblem, focusPath, openPage, requests, screenshot, url, widget } from './support.mjs';

const nl = await words('nl');
const QUICK = 'sdg-toets:sdg-toets-quick';
const FULL = 'sdg-toets:sdg-toets';
const titles = async (name, language = 'nl') => {
  const file = new URL(`../../questionnaires/${name}/texts/${language}.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')).texts;
};
const full = await titles('sdg-toets');
const keys = (page) => page.evaluate(() => Object.keys(localStorage).sort());
const heading = (element) => element.locator('#heading');
const row = (element, title) => element.locator('.rows').getByRole('link', { name: new RegExp(`^${title.replace(/[,.]/g, '.')}`) });
const name = (element) => element.getByLabel(nl('question.project-name.title'));

/** From anywhere to the start screen. */
async function toStart(element) {
  await go(element, nl, 'list');
  await element.locator('.rows').getByRole('link', { name: nl('list.about') }).click();
}

/** A page of ours with another element on it. */
async function withElement(t, attributes) {
  const page = await openPage(t, null);
  await page.route(`${url}/eigen.html`, (route) => route.fulfill({
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proef</title><link rel="icon" href="data:,">
      <script type="module" src="sdg-toets.js"></script><main><h1>Proef</h1><sdg-toets ${attributes}></sdg-toets></main></html>`,
  }));
  return page;
}

test('without answers another questionnaire starts at once, and nothing is kept', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await assert.doesNotReject(row(element, full.title).getByText(full.summary).waitFor());
  await row(element, full.title).click();
  await heading(element).getByText(full.title).waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  assert.deepEqual(await keys(page), []);
  // Back in the browser, and by the list.
  await page.goBack();
  await heading(element).getByText(nl('title')).waitFor();
  await page.goForward();
  await heading(element).getByText(full.title).waitFor();
  await row(element, nl('title')).click();
  await heading(element).getByText(nl('title')).waitFor();
  assert.deepEqual(await keys(page), []);
});

test('answers go along from the quick check to the full one, both stay kept, and a reload comes back to the one in use', async (t) => {
  const page = await openPage(t, '/');
  let element = await widget(page);
  await go(element, nl, 'profile');
  await name(element).fill('Schoolstraat <b>');
  await go(element, nl, 'people');
  const goal = question(element, 'goal-3');
  await goal.locator('.side.benefit input').nth(2).check();
  await goal.locator('.side.harm input').nth(1).check();
  const before = await stored(page, QUICK);
  await toStart(element);
  await row(element, full.title).click();
  await heading(element).getByText(nl('choice.go').replace('{title}', full.title)).waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  await element.getByText(nl('choice.fits.many').replace('{n}', '2')).waitFor();
  assert.deepEqual((await axe(page)).violations, []);
  assert.deepEqual(await keys(page), [QUICK], 'nothing is kept of the other before the person says so');
  await element.getByRole('button', { name: nl('choice.take') }).click();
  await heading(element).getByText(nl('list.title')).waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  assert.deepEqual((await stored(page, FULL)).answers, before.answers);
  assert.deepEqual((await stored(page, QUICK)).answers, before.answers);

  await page.reload();
  element = await widget(page);
  await row(element, full['section.goal-3.title']).waitFor();
  await row(element, full['section.profile.title']).click();
  await name(element).fill('In de volledige');
  // And back: what stood there stands there.
  await toStart(element);
  await row(element, nl('title')).click();
  await element.getByText(nl('choice.begun.text')).waitFor();
  await element.getByRole('button', { name: nl('choice.begun.go') }).click();
  await row(element, nl('section.people.title')).waitFor();
  assert.deepEqual((await stored(page, QUICK)).answers, before.answers);
  assert.equal((await stored(page, FULL)).answers['project-name'].text, 'In de volledige');
  await page.reload();
  element = await widget(page);
  await row(element, nl('section.people.title')).waitFor();

  // Erasing says what stays.
  await go(element, nl, 'keep');
  await element.getByRole('button', { name: nl('keep.erase.button') }).click();
  await element.getByText(nl('choice.also-kept').replace('{titles}', full.title)).waitFor();
  await element.getByRole('button', { name: nl('erase.yes') }).click();
  await element.getByText(nl('erase.done')).waitFor();
  assert.deepEqual(await keys(page), [FULL]);
});

test('what cannot go along is named with its reason, and starting without answers leaves the others', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await row(element, full.title).click();
  await heading(element).getByText(full.title).waitFor();
  await go(element, nl, 'list');
  await row(element, full['section.profile.title']).click();
  await question(element, 'project-type').getByLabel(full['option.project-type.school-street']).check();
  await toStart(element);
  await row(element, nl('title')).click();
  await element.getByText(nl('choice.left.one')).click();
  await element.getByText(full['question.project-type.title']).waitFor();
  await element.getByText(nl('choice.why.not-there')).waitFor();
  await element.getByText(nl('choice.fits.none')).waitFor();
  await element.getByRole('button', { name: nl('choice.afresh') }).click();
  await heading(element).getByText(nl('title')).waitFor();
  assert.equal(await stored(page, QUICK), null);
  assert.deepEqual(Object.keys((await stored(page, FULL)).answers), ['project-type']);
});

test('where nothing is kept, going to another questionnaire and back loses nothing', async (t) => {
  const page = await withElement(t, 'questionnaire="sdg-toets-quick sdg-toets" storage="none"');
  await page.goto('/eigen.html');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await name(element).fill('Nergens bewaard');
  await page.locator('sdg-toets').evaluate((it) => it.exportJson());
  await toStart(element);
  await row(element, full.title).click();
  await element.getByText(nl('choice.unsafe')).waitFor();
  await element.getByRole('button', { name: nl('choice.afresh') }).click();
  await heading(element).getByText(full.title).waitFor();
  await row(element, nl('title')).click();
  await row(element, nl('section.profile.title')).click();
  assert.equal(await name(element).inputValue(), 'Nergens bewaard');
  assert.deepEqual(await keys(page), []);
});

test('one questionnaire is no choice, and more can be offered, in the language of the page', async (t) => {
  const page = await withElement(t, 'questionnaire="sdg-toets-quick"');
  await page.goto('/eigen.html');
  let element = await widget(page);
  assert.equal(await element.getByRole('heading', { name: nl('choice.title') }).count(), 0);
  assert.ok(!requests(page).some((address) => address.includes('/choice/')));
  const more = await withElement(t, 'questionnaire="sdg-toets-quick sdg-toets armoedetoets gendertoets" lang="fr"');
  await more.goto('/eigen.html');
  element = await widget(more);
  for (const one of ['sdg-toets', 'armoedetoets', 'gendertoets']) {
    const { title, summary } = await titles(one, 'fr');
    await row(element, title).getByText(summary).waitFor();
  }
  await element.getByRole('button', { name: 'Español' }).click();
  await row(element, (await titles('gendertoets', 'es')).title).waitFor();
});

test('when the other questionnaire does not come, the person stays where he was, with all he had', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  expectProblem(page, /Failed to load resource/);
  await page.route('**/sdg-toets/texts/nl.*', (route) => route.fulfill({ status: 503 }));
  await page.route('**/sdg-toets/questionnaire*', (route) => route.fulfill({ status: 503 }));
  await row(element, full.title).click();
  await element.locator('#status').getByText(nl('message.whole')).waitFor();
  await go(element, nl, 'profile');
  await name(element).fill('Nog altijd hier');
  assert.equal((await stored(page, QUICK)).answers['project-name'].text, 'Nog altijd hier');
});

test('the result of the quick check leads to the full one', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'people');
  await question(element, 'goal-3').getByRole('button', { name: nl('question.no-effect') }).click();
  await go(element, nl, 'result');
  await element.getByRole('heading', { name: nl('choice.further') }).waitFor();
  await row(element, full.title).click();
  await element.getByRole('button', { name: nl('choice.take') }).click();
  await row(element, full['section.goal-3.title']).waitFor();
  assert.deepEqual(Object.keys((await stored(page, FULL)).answers), ['goal-3']);
});

test('a file of the full check is opened there from the quick one', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  const buffer = await readFile(new URL('../../questionnaires/sdg-toets/example.json', import.meta.url));
  await element.locator('#open-file').setInputFiles({ name: 'sporthal.json', mimeType: 'application/json', buffer });
  await element.getByText(nl('choice.file').replace('{title}', full.title)).waitFor();
  await element.getByRole('button', { name: nl('choice.file.open') }).click();
  await row(element, full['section.goal-3.title']).waitFor();
  assert.deepEqual((await stored(page, FULL)).answers, JSON.parse(buffer).answers);
  assert.equal(await stored(page, QUICK), null);
});

test('what deserves attention for a policy domain is marked with a word', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  const mark = (id) => question(element, id).locator('.mark', { hasText: nl('focus.mark') });
  assert.equal(await element.locator('.mark').count(), 0);
  await question(element, 'domains').getByLabel(nl('option.domains.d2-mobility')).check();
  await go(element, nl, 'people');
  await mark('goal-3').waitFor();
  assert.equal(await mark('goal-4').count(), 0);
  assert.ok(await question(element, 'goal-4').isVisible(), 'nothing is hidden');
  await go(element, nl, 'list');
  await row(element, nl('section.people.title')).getByText(nl('focus.one')).waitFor();
  assert.deepEqual((await axe(page)).violations, []);
});

test('the blank questionnaire can be read and printed without answering', async (t) => {
  const page = await openPage(t, null);
  await page.addInitScript(catchPrint);
  await page.goto('/');
  const element = await widget(page);
  await element.getByRole('link', { name: nl('blank.link') }).click();
  await element.getByText(nl('blank.intro')).waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  for (const id of ['goal-13', 'stage', 'groups-touched', 'feedback']) {
    await element.getByRole('heading', { name: nl(`question.${id}.title`) }).waitFor();
  }
  assert.deepEqual((await axe(page)).violations, []);
  await element.getByRole('button', { name: nl('blank.print') }).click();
  await page.waitForFunction(() => window.printed);
  const { page: paper, style, framed } = await page.evaluate(() => window.printed);
  assert.ok(framed, 'nothing of the page around it is printed');
  assert.match(paper, /^<html [^>]*lang="nl-BE"/);
  assert.ok(!paper.includes('<button') && !paper.includes('<nav'));
  // As PDF: tagged, with its headings, and all words of the questions.
  const desk = await page.context().newPage();
  await desk.setContent(paper);
  await desk.addStyleTag({ content: style });
  const shown = await desk.evaluate(() => document.body.innerText);
  for (const key of ['question.goal-13.title', 'question.stage.title', 'option.stage.design', 'subject.groups.older', 'question.unknown']) {
    assert.ok(shown.includes(nl(key)), key);
  }
  const host = await page.evaluate(() => document.querySelector('h1')?.textContent);
  assert.ok(host && !shown.includes(host), 'the page around it stays out');
  const file = (await desk.pdf({ tagged: true, preferCSSPageSize: true })).toString('latin1');
  for (const wanted of ['/StructTreeRoot', '/S /H1', '/S /H3', '/Lang (nl-BE)']) assert.ok(file.includes(wanted), wanted);
  await desk.close();
  assert.equal(await page.locator('.paper-frame').count(), 0, 'and it is gone after printing');
  assert.deepEqual(await keys(page), []);
  await page.goBack();
  await element.getByRole('link', { name: nl('start.begin') }).waitFor();
});

test('a text that was not translated is shown in the source language, marked, and said so', async (t) => {
  const page = await openPage(t, null);
  expectProblem(page, /Failed to load resource/);
  await page.route('**/sdg-toets-quick/texts/en*.txt', (route) => route.fulfill({ status: 404 }));
  await page.route('**/sdg-toets-quick/texts/en.json', async (route) => {
    const json = await titles('sdg-toets-quick', 'en');
    delete json['section.people.title'];
    delete json['question.goal-3.title'];
    await route.fulfill({ json: { format: 1, questionnaire: 'sdg-toets-quick', language: 'en', texts: json } });
  });
  await page.goto('/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await name(element).fill('Ik');
  await go(element, nl, 'keep');
  await element.getByRole('button', { name: 'English' }).click();
  const en = await words('en');
  await element.getByText(en('fallback.partly').replace('{language}', 'Nederlands')).waitFor();
  await go(element, en, 'list');
  await element.locator('.rows span[lang=nl]').getByText(nl('section.people.title')).waitFor();
  await element.locator('.rows').getByRole('link', { name: nl('section.people.title') }).click();
  await question(element, 'goal-3').locator('span[lang=nl]').getByText(nl('question.goal-3.title')).waitFor();
  assert.ok(!/[\uE000\uE001]/.test(await element.locator('.sdg').textContent()));
  assert.equal(await element.locator('.sdg').getAttribute('lang'), 'en');
});

test('a language that does not come falls back to Dutch and says so', async (t) => {
  const page = await withElement(t, 'lang="es"');
  expectProblem(page, /Failed to load resource/);
  await page.route('**/interface/es.txt', (route) => route.fulfill({ status: 404 }));
  await page.goto('/eigen.html');
  const element = await widget(page);
  await element.locator('#status').getByText(nl('message.language')).waitFor();
  assert.equal(await element.locator('.sdg').getAttribute('lang'), 'nl');
  const german = await withElement(t, 'lang="de"');
  expectProblem(german, /Failed to load resource/);
  await german.goto('/eigen.html');
  await (await widget(german)).locator('#status').getByText(nl('fallback.language')).waitFor();
});

for (const [width, colorScheme] of [[320, 'light'], [768, 'dark'], [1280, 'light']]) {
  test(`the start, the question what goes along and the blank questionnaire at ${width} px, ${colorScheme}`, async (t) => {
    const page = await openPage(t, '/', { viewport: { width, height: 900 }, colorScheme });
    const element = await widget(page);
    const look = async (where) => {
      await screenshot(page, `start-${where}-${width}-${colorScheme}`);
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= room, `${where}: ${wide} px wide, there is room for ${room}`);
      assert.deepEqual((await axe(page)).violations, [], where);
    };
    await look('begin');
    await element.getByRole('link', { name: nl('blank.link') }).click();
    await element.getByText(nl('blank.intro')).waitFor();
    await look('blank');
    await go(element, nl, 'profile');
    await name(element).fill('Schoolstraat');
    await question(element, 'domains').getByLabel(nl('option.domains.d2-mobility')).check();
    await go(element, nl, 'people');
    await look('marked');
    await go(element, nl, 'list');
    await look('list');
    await toStart(element);
    await row(element, full.title).click();
    await element.getByRole('button', { name: nl('choice.take') }).waitFor();
    await look('choice');
    assertNoProblems(page);
  });
}
