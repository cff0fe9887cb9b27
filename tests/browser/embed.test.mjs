// On a page that does everything wrong, and next to another widget.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fill, go, question, stored, words } from './check.mjs';
import { expectProblem, openPage, screenshot, widget } from './support.mjs';

const nl = await words('nl');
const en = await words('en');

test('the style of a hostile page does not get in', async (t) => {
  const page = await openPage(t, '/embed.html');
  const element = await widget(page, '#een');
  await go(element, nl, 'people');
  const looks = await element.locator('.sdg').evaluate((wrapper) => {
    const of = (node) => {
      const { fontSize, fontStyle, letterSpacing, textTransform, textAlign, textIndent, whiteSpace, cursor, direction } = getComputedStyle(node);
      return { fontSize, fontStyle, letterSpacing, textTransform, textAlign, textIndent, whiteSpace, cursor, direction };
    };
    const shown = (selector) => [...wrapper.querySelectorAll(selector)].every((node) => node.getBoundingClientRect().height > 0);
    return { ...of(wrapper), labels: shown('label.pick'), legends: shown('legend'), inputs: shown('input'), headings: shown('h3, h4') };
  });
  assert.deepEqual(looks, {
    fontSize: '16px', fontStyle: 'normal', letterSpacing: 'normal', textTransform: 'none', textAlign: 'start', textIndent: '0px',
    whiteSpace: 'normal', cursor: 'default', direction: 'ltr', labels: true, legends: true, inputs: true, headings: true,
  });
  await screenshot(page, 'embed-hostile');
});

test('two widgets keep their own answers, language and history', async (t) => {
  const page = await openPage(t, '/embed.html');
  const one = await widget(page, '#een');
  const two = await widget(page, '#twee');
  await go(one, nl, 'profile');
  await go(two, en, 'profile');
  await one.getByLabel(nl('question.project-name.title')).fill('Een');
  await two.getByLabel(en('question.project-name.title')).fill('Two');
  assert.deepEqual((await stored(page, 'een')).answers, { 'project-name': { text: 'Een' } });
  assert.deepEqual((await stored(page, 'twee')).answers, { 'project-name': { text: 'Two' } });
  await go(one, nl, 'glance');
  await page.goBack();
  await one.getByRole('heading', { name: nl('list.title') }).waitFor();
  assert.ok(await two.getByLabel(en('question.project-name.title')).isVisible(), 'the other one stayed where it was');
  assert.equal(await one.locator('#heading').evaluate((it) => it.localName), 'h3', 'heading-level');
  await page.reload();
  assert.ok(await (await widget(page, '#twee')).getByLabel(en('question.project-name.title')).inputValue() === 'Two');
});

test('moving the element keeps what is typed; taking it away and back reads it again', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.project-name.title')).fill('Onderweg');
  const sameTree = await page.evaluate(async () => {
    const it = document.querySelector('sdg-toets');
    const before = it.shadowRoot.querySelector('.sdg');
    document.body.append(it);
    await new Promise((done) => setTimeout(done, 50));
    return before === it.shadowRoot.querySelector('.sdg');
  });
  assert.ok(sameTree);
  await page.evaluate(async () => {
    const it = document.querySelector('sdg-toets');
    it.remove();
    await new Promise((done) => setTimeout(done, 50));
    globalThis.left = it.shadowRoot.querySelectorAll('.sdg').length;
    document.body.append(it);
  });
  assert.equal(await page.evaluate(() => globalThis.left), 0);
  await element.getByLabel(nl('question.project-name.title')).waitFor();
  assert.equal(await element.getByLabel(nl('question.project-name.title')).inputValue(), 'Onderweg');
});

test('events tell that, not what', async (t) => {
  const page = await openPage(t, null);
  await page.addInitScript(() => {
    globalThis.heard = [];
    for (const name of ['sdg-ready', 'sdg-change', 'sdg-error']) {
      document.addEventListener(name, ({ detail }) => globalThis.heard.push([name, detail]));
    }
  });
  await page.goto('/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.project-name.title')).fill('Geheim');
  await page.waitForFunction(() => globalThis.heard.length === 2);
  assert.deepEqual(await page.evaluate(() => globalThis.heard), [['sdg-ready', null], ['sdg-change', null]]);
  assert.match(await element.evaluate((it) => it.exportJson()), /Geheim/);
});

test('a failed load leaves the text of the page, says so, and can be tried again', async (t) => {
  for (const file of ['sdg_wasm_bg.wasm', 'sdg-toets.css', 'questionnaires/interface/nl.txt']) {
    const page = await openPage(t, null);
    expectProblem(page, /Failed to load resource|sdg-toets:/);
    await page.route(`**/${file}`, (route) => route.fulfill({ status: 404, body: '<html>not here</html>' }), { times: 1 });
    await page.goto('/');
    const element = page.locator('sdg-toets');
    await element.getByRole('alert').waitFor();
    assert.ok(await element.locator('p').first().isVisible(), 'the text of the page');
    await element.getByRole('button', { name: 'Opnieuw proberen' }).click();
    await element.getByRole('link', { name: nl('start.begin') }).waitFor();
  }
});

test('a questionnaire that was not packed, or by another version, is checked and packed on the spot', async (t) => {
  const replies = [
    { status: 404, body: '<html>not here</html>' },
    { status: 200, body: '<html>a page instead</html>' },
    { status: 200, body: 'SDGQ\x050.0.0' },
  ];
  for (const reply of replies) {
    const page = await openPage(t, null);
    if (reply.status === 404) expectProblem(page, /Failed to load resource/);
    await page.route('**/questionnaire.bin', (route) => route.fulfill(reply));
    await page.goto('/');
    const element = await widget(page);
    await go(element, nl, 'people');
    await question(element, 'goal-3').waitFor();
  }
});

test('a questionnaire that is not sound says so instead of starting', async (t) => {
  const page = await openPage(t, null);
  expectProblem(page, /Failed to load resource|sdg-toets:/);
  await page.route('**/questionnaire.bin', (route) => route.fulfill({ status: 404, body: '' }));
  await page.route('**/questionnaire.json', (route) => route.fulfill({ status: 200, body: '{ "format": 1 }' }));
  await page.goto('/');
  const element = page.locator('sdg-toets');
  await element.getByRole('alert').waitFor();
  assert.ok(await element.locator('p').first().isVisible(), 'the text of the page');
});

/** Lets calls of a program into its WebAssembly break, as an unreachable instruction does, while `window.breaks` says so. */
const breakable = (page, script) =>
  page.route(`**/${script}*`, async (route) => {
    const response = await route.fetch();
    const trap = `
      for (const name of ['handle', 'exampleLoaded']) {
        const call = Widget.prototype[name];
        if (call) Widget.prototype[name] = function (...given) {
          if (window.breaks > 0 && window.breaks--) throw new WebAssembly.RuntimeError('unreachable');
          return call.apply(this, given);
        };
      }`;
    await route.fulfill({ response, body: (await response.text()) + trap });
  });

test('after a trap the check goes on with every answer, in the first program and in the whole one', async (t) => {
  const page = await openPage(t, null);
  expectProblem(page, /sdg-toets:/);
  for (const script of ['sdg_wasm.js', 'sdg_engine.js']) await breakable(page, script);
  await page.goto('/');
  const element = await fill(page, nl);
  const before = (await stored(page)).answers;
  // A moment later than what would be "again and again".
  await page.evaluate(() => { const now = performance.now.bind(performance); performance.now = () => now() + (window.later ?? 0); });
  for (const later of [0, 60_000]) {
    await page.evaluate((later) => Object.assign(window, { breaks: 1, later }), later);
    await element.getByRole('link', { name: nl('frame.list') }).first().click();
    await element.getByText(nl('message.broken')).waitFor();
    await go(element, nl, 'profile');
    assert.equal(await element.getByLabel(nl('question.project-name.title')).inputValue(), 'Schoolstraat');
    assert.deepEqual((await stored(page)).answers, before);
  }
});

test('when it breaks again and again the answers can be saved, and a fresh page has them', async (t) => {
  const page = await openPage(t, null);
  expectProblem(page, /sdg-toets:/);
  await breakable(page, 'sdg_engine.js');
  await page.goto('/');
  const element = await fill(page, nl);
  await page.evaluate(() => { window.breaks = 9; });
  await go(element, nl, 'list');
  await element.getByRole('link', { name: nl('list.about') }).click();
  await element.getByRole('button', { name: nl('start.example') }).click();
  await element.getByText(nl('message.broken')).waitFor();
  await element.getByRole('link', { name: nl('frame.list') }).first().click();
  await element.getByRole('alert').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    element.getByRole('button', { name: 'Bewaar je antwoorden als bestand' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'sdg-toets.json');
  assert.equal(JSON.parse(await readFile(await download.path(), 'utf8')).questionnaire.id, 'sdg-toets-quick');
  await element.getByRole('button', { name: 'Pagina opnieuw laden' }).click();
  await widget(page);
  assert.ok(Object.keys((await stored(page)).answers).length > 8);
});

test('a language that is not there, and the page changing its mind', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await element.evaluate((it) => it.setAttribute('lang', 'en'));
  await element.getByRole('link', { name: en('start.begin') }).waitFor();
  await element.evaluate((it) => it.setAttribute('lang', 'xx'));
  await element.getByRole('button', { name: 'Nederlands' }).click();
  await element.getByRole('link', { name: nl('start.begin') }).waitFor();
});
