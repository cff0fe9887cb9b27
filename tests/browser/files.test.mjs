// Files that somebody opens by mistake or with intent, and browsers that keep nothing.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fill, go, like, stored, words } from './check.mjs';
import { axe, expectProblem, focusPath, openPage, widget } from './support.mjs';

const nl = await words('nl');
const key = 'sdg-toets:sdg-toets-quick';
const file = (content, name = 'bestand.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });

test('a wrong file changes nothing and says why in plain words', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'keep');
  const before = await stored(page);
  const head = '"questionnaire":{"id":"sdg-toets-quick","version":"1.0.0"}';
  const wrong = [
    ['', 'refused.not-ours'],
    ['Beste, hierbij de toets.', 'refused.not-ours'],
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 255, 254, 0]), 'refused.not-ours'],
    [Buffer.from('\ufeff{"format":1}', 'utf16le'), 'refused.not-ours'],
    ['[]', 'refused.not-ours'],
    ['{"__proto__":{"format":1}}', 'refused.not-ours'],
    [`{"format":1,${head},"answers":{"project-name":{"text":"a"}`, 'refused.json'],
    [`{"format":1,${head},"answers":{},"answers":{}}`, 'refused.json'],
    [`{"format":2,${head}}`, 'refused.newer'],
    ['{"format":1,"questionnaire":{"id":"armoedetoets","version":"1"},"answers":{}}', 'refused.other'],
    ['['.repeat(100_000), 'refused.not-ours'],
    [Buffer.alloc(9 * 2 ** 20, 32), 'refused.size'],
  ];
  for (const [content, why] of wrong) {
    await element.locator('#open-file').setInputFiles(file(content));
    await element.locator('#panel').waitFor();
    assert.match((await focusPath(page)).at(-1), /#panel/);
    const said = await element.locator('.panel > p').first().textContent();
    assert.match(said, like(nl(why)), String(content).slice(0, 40));
    assert.ok(await element.getByText(nl('refused.kept')).isVisible());
    await element.getByRole('button', { name: nl('message.close') }).click();
    assert.deepEqual(await stored(page), before);
  }
});

test('another file asks first when something would be lost', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'keep');
  const before = await stored(page);
  const example = await readFile(new URL('../../questionnaires/sdg-toets-quick/example.json', import.meta.url));
  const open = () => element.locator('#open-file').setInputFiles(file(example, 'van een collega.json'));
  await open();
  await element.getByText(nl('replace.title')).waitFor();
  await element.getByRole('button', { name: nl('replace.no') }).click();
  assert.deepEqual(await stored(page), before);
  await open();
  await element.getByRole('button', { name: nl('replace.yes') }).click();
  await element.getByText(like(nl('open.done'))).waitFor();
  assert.deepEqual((await stored(page)).answers, JSON.parse(example).answers);
});

test('markup in a file is shown to the letter and runs nowhere', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  const nasty = '<img src=x onerror="alert(1)"><script>alert(2)</script>{from}\u202e\u0000';
  const answers = {
    'project-name': { text: nasty },
    'groups-touched': { subjects: { 'own-1': 'yes' } },
    'groups-in-depth': { subjects: { 'own-1': 'yes' } },
    'goal-1': { benefit: 2, harm: 2, reason: nasty },
    '<script>': { text: 'x' },
  };
  const content = JSON.stringify({
    format: 1, questionnaire: { id: 'sdg-toets-quick', version: '1.0.0' },
    own_subjects: { groups: [{ id: 'own-1', name: nasty }] }, answers,
  });
  page.on('dialog', () => assert.fail('something ran'));
  await element.locator('#open-file').setInputFiles(file(content, '<b>x</b>.json'));
  await element.getByText(/Niet alles erin past/).waitFor();
  for (const screen of ['list', 'profile', 'people', 'lnob', 'result', 'keep']) {
    await go(element, nl, screen);
    assert.equal(await element.locator('img, script, b, iframe').count(), 0, screen);
  }
  await go(element, nl, 'result');
  assert.ok((await element.locator('#heading').textContent()).includes('<script>alert(2)</script>'));
  assert.equal((await stored(page)).kept?.['<script>']?.text ?? (await stored(page)).answers['<script>']?.text, 'x', 'what is not understood stays in the file');
});

test('a browser that keeps nothing says so and goes on', async (t) => {
  for (const break_ of [
    () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; },
    () => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); },
    () => { Object.defineProperty(window, 'localStorage', { value: null }); },
  ]) {
    const page = await openPage(t, null);
    await page.addInitScript(break_);
    await page.goto('/');
    const element = await widget(page);
    await go(element, nl, 'profile');
    await element.getByLabel(nl('question.project-name.title')).fill('Toch');
    await element.getByText(nl('frame.not-saved')).waitFor();
    await go(element, nl, 'keep');
    await element.getByText(nl('keep.where.none')).waitFor();
    await go(element, nl, 'profile');
    assert.equal(await element.getByLabel(nl('question.project-name.title')).inputValue(), 'Toch');
  }
});

test('storage="none" and "session" keep their word', async (t) => {
  const page = await openPage(t, null);
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('<sdg-toets', '<sdg-toets storage="none"') });
  });
  await page.goto('/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.project-name.title')).fill('Vluchtig');
  await element.getByText(nl('frame.keeps-nothing')).waitFor();
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  await element.evaluate((it) => it.setAttribute('storage', 'session'));
  await element.getByRole('link', { name: nl('start.begin') }).waitFor();
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.project-name.title')).fill('Tot straks');
  await element.getByText(like(nl('frame.saved'))).waitFor();
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 1]);
});

test('what was kept and cannot be read is set aside, not overwritten', async (t) => {
  const page = await openPage(t, null);
  await page.addInitScript((name) => {
    if (!sessionStorage.getItem('once')) localStorage.setItem(name, 'sdg-toets-0 oude antwoorden');
    sessionStorage.setItem('once', '1');
  }, key);
  await page.goto('/');
  const element = await widget(page);
  await element.getByText(nl('unreadable.title')).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    element.getByRole('button', { name: nl('unreadable.save') }).click(),
  ]);
  assert.match(await readFile(await download.path(), 'utf8'), /oude antwoorden/);
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.project-name.title')).fill('Nieuw');
  assert.match(await page.evaluate((name) => localStorage.getItem(`${name}.unreadable`), key), /oude antwoorden/);
});

const notThere = { status: 404, body: '<html>not here</html>' };
const kept = (page) => page.evaluate((name) => localStorage.getItem(name), key);

test('what is kept is not overwritten while nothing can read it', async (t) => {
  for (const file of ['sdg_engine.js', 'sdg_engine_bg.wasm']) {
    const page = await openPage(t, '/');
    expectProblem(page, /Failed to load resource|sdg-toets:/);
    let element = await widget(page);
    await go(element, nl, 'profile');
    await element.getByLabel(nl('question.project-name.title')).fill('Van gisteren');
    await element.getByText(like(nl('frame.saved'))).waitFor();
    const before = await kept(page);
    // What this page fetches in the background must not take the place of what the next one asks for.
    await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('_engine_bg.wasm') && responseEnd > 0));
    await page.route(`**/${file}`, (route) => route.fulfill(notThere), { times: 1 });
    await page.reload();
    element = page.locator('sdg-toets');
    await element.getByRole('alert').waitFor();
    assert.equal(await kept(page), before);
    await element.getByRole('button', { name: 'Opnieuw proberen' }).click();
    await element.getByLabel(nl('question.project-name.title')).waitFor();
    assert.equal(await element.getByLabel(nl('question.project-name.title')).inputValue(), 'Van gisteren');
    assert.equal(await kept(page), before);
  }
});

test('a file and the example wait until something can read them', async (t) => {
  const page = await openPage(t, '/');
  expectProblem(page, /Failed to load resource/);
  await page.route('**/sdg_engine_bg.wasm', (route) => route.fulfill(notThere));
  const element = await fill(page, nl);
  await element.getByRole('link', { name: nl('frame.list') }).first().click();
  await element.getByRole('link', { name: nl('list.keep') }).click();
  await element.getByText(nl('message.whole')).waitFor();
  const before = await kept(page);
  const example = await readFile(new URL('../../questionnaires/sdg-toets-quick/example.json', import.meta.url));
  await element.getByRole('link', { name: nl('list.about') }).click();
  await element.locator('#open-file').setInputFiles(file(example));
  await element.getByText(nl('message.file')).waitFor();
  await element.getByRole('button', { name: nl('start.example') }).click();
  await element.getByText(nl('message.example')).waitFor();
  assert.equal((await kept(page)).split('\n')[1], before.split('\n')[1]);
  await page.unroute('**/sdg_engine_bg.wasm');
  await element.getByRole('button', { name: nl('start.example') }).click();
  await element.getByText(nl('frame.example')).waitFor();
});

test('the result at a glance is there without the whole program, and the rest once that comes', async (t) => {
  const page = await openPage(t, '/');
  expectProblem(page, /Failed to load resource/);
  await page.route('**/sdg_engine_bg.wasm', (route) => route.fulfill(notThere));
  const element = await fill(page, nl);
  await go(element, nl, 'glance');
  await element.getByText(nl('message.whole')).waitFor();
  await element.getByRole('heading', { name: nl('result.goals') }).waitFor();
  assert.equal(await element.getByRole('heading', { name: nl('result.findings') }).count(), 0);
  const { violations } = await axe(page);
  assert.deepEqual(violations, []);
  const before = await kept(page);
  await page.unroute('**/sdg_engine_bg.wasm');
  await element.getByRole('link', { name: nl('result.more') }).click();
  await element.getByRole('heading', { name: nl('result.findings') }).waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  assert.equal((await kept(page)).split('\n')[1], before.split('\n')[1]);
});

test('what another tab kept is not overwritten while it cannot be read', async (t) => {
  const page = await openPage(t, '/');
  expectProblem(page, /Failed to load resource/);
  const element = await widget(page);
  await go(element, nl, 'profile');
  await page.route('**/sdg_engine_bg.wasm', (route) => route.fulfill(notThere));
  const other = await page.context().newPage();
  await other.goto(page.url());
  const there = await widget(other);
  await go(there, nl, 'profile');
  await there.getByLabel(nl('question.project-name.title')).fill('Uit het andere tabblad');
  await element.getByText(nl('message.elsewhere.missing')).waitFor();
  await element.getByLabel(nl('question.municipality.title')).fill('Lindebeek');
  await element.getByText(nl('frame.not-saved')).waitFor();
  await element.getByText(nl('message.elsewhere.missing')).waitFor();
  assert.deepEqual(Object.keys((await stored(page)).answers), ['project-name']);
  await page.unroute('**/sdg_engine_bg.wasm');
  await element.getByLabel(nl('question.municipality.title')).fill('Lindebeek aan de Leie');
  // What was written here is kept nowhere, so the person chooses.
  await element.getByText(nl('both.title')).waitFor();
  assert.equal(await element.getByLabel(nl('question.municipality.title')).inputValue(), 'Lindebeek aan de Leie');
  await element.getByRole('button', { name: nl('both.take') }).click();
  await element.getByText(nl('message.elsewhere'), { exact: true }).waitFor();
  assert.equal(await element.getByLabel(nl('question.project-name.title')).inputValue(), 'Uit het andere tabblad');
});
