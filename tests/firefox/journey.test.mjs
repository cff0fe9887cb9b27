// The whole journey in Firefox, by keyboard alone: the quick check, out to a file and back, the example, the report, a workshop and a
// colleague's file. Every page is under the strictest policy and may ask for nothing from elsewhere: see `watch`.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertResultIsOfEngine, sections, stored, words } from '../browser/check.mjs';
import { axeInside, inspect } from '../browser/inspect.mjs';
import { answerAll, tabTo } from '../browser/keyboard.mjs';
import { expectProblem, focusPath, requests, url } from '../browser/support.mjs';
import { chooseFile, downloaded, fromHeading, fromTop, openPage, press, shows, until } from './support.mjs';

const nl = await words('nl');
const en = await words('en');
const example = JSON.parse(await readFile(new URL('../../questionnaires/sdg-toets-quick/example.json', import.meta.url), 'utf8'));

/** The example as somebody's own check, as a file. */
async function file(t, name, by, answers = {}) {
  const saved = structuredClone(example);
  delete saved.example;
  Object.assign(saved, { assessor: { by } });
  Object.assign(saved.answers, { 'project-name': { text: 'Schoolstraat' } }, answers);
  const folder = await mkdtemp(join(tmpdir(), 'sdg-toets-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(saved));
  return { path, saved };
}

/** A page with answers of one's own, at the task list. */
async function begin(t, options) {
  const page = await openPage(t, options);
  const { path } = await file(t, 'mijn.json', 'Dienst mobiliteit');
  await chooseFile(page, path);
  await shows(page, '#heading', nl('list.title'));
  return page;
}

/** From anywhere to the task list, and from there on. */
async function go(page, name, heading = name) {
  if (!(await page.evaluate(() => document.querySelector('sdg-toets').shadowRoot.querySelector('.screen.list') !== null))) {
    await fromTop(page);
    await press(page, 'a', nl('frame.list'));
    await shows(page, '#heading', nl('list.title'));
  }
  await fromHeading(page);
  const focus = await press(page, 'a', name);
  await shows(page, '#heading', heading);
  assert.match(focus, /#heading/, 'focus is on the new heading');
}

/** What is kept, without the line before it, which says when. */
const kept = (page) => page.evaluate(() => Object.values(localStorage).map((text) => text.slice(text.indexOf('\n'))));

test('the quick check by keyboard, out to a file and back, with the numbers of the engine', async (t) => {
  const page = await openPage(t);
  assert.equal(await stored(page), null, 'nothing is kept before the first answer');
  assert.match(await press(page, 'a', nl('start.begin')), /#heading/, 'focus is on the new heading');
  for (const [place, section] of sections.entries()) {
    const heading = await shows(page, '#heading', nl(`section.${section}.title`));
    assert.ok(heading.includes(`${place + 1} van ${sections.length}`), heading);
    await answerAll(page);
    if (section === 'planet') {
      // A reload in the middle: the same place, the same answers.
      const before = await stored(page);
      await page.reload();
      await shows(page, '#heading', nl('section.planet.title'));
      assert.deepEqual(await stored(page), before);
    }
    if (section === 'prosperity') {
      // Another language in the middle: the same place, with focus on what was used.
      const before = await stored(page);
      for (const [language, say] of [['English', en], ['Nederlands', nl]]) {
        await fromTop(page);
        await press(page, 'button', language);
        await shows(page, '#heading', say('section.prosperity.title'));
        assert.match((await focusPath(page)).at(-1), new RegExp(language));
      }
      assert.deepEqual((await stored(page)).answers, before.answers);
    }
    await tabTo(page, new RegExp(`^a "(${nl('section.next').split('{')[0]}|Naar het resultaat)`), 400);
    await page.keyboard.press('Enter');
    assert.match((await focusPath(page)).at(-1), /#heading/);
  }
  await shows(page, '#heading', nl('result.title'));
  await shows(page, 'h3', nl('result.findings'));
  const { answers } = await stored(page);
  assert.ok(Object.keys(answers).length > 20, `${Object.keys(answers).length} questions have an answer`);
  const before = await stored(page);
  const shown = await assertResultIsOfEngine(page, nl, JSON.stringify(before));
  assert.ok(new Set(shown.flatMap(Object.values)).size > 3, 'different words');

  await go(page, nl('list.keep'));
  const saved = await downloaded(/^sdg-toets-schoolstraat.*-\d{4}-\d\d-\d\d\.json$/, () => press(page, 'button', nl('keep.save')));
  assert.deepEqual(JSON.parse(saved.bytes).answers, answers);
  await shows(page, '#status', nl('keep.saved').replace('{file}', saved.name));
  // Erasing asks first.
  assert.match(await press(page, 'button', nl('keep.erase.button')), /#panel/);
  await press(page, 'button', nl('erase.yes'));
  await shows(page, '*', nl('erase.done'));
  assert.equal(await stored(page), null);
  await chooseFile(page, saved.path);
  await shows(page, '#heading', nl('list.title'));
  assert.deepEqual((await stored(page)).answers, answers);
  await go(page, nl('list.result'), nl('result.title'));
  await shows(page, 'h3', nl('result.findings'));
  assert.deepEqual(await assertResultIsOfEngine(page, nl, JSON.stringify(before)), shown);
  // The way back and forward is that of the browser.
  await page.goBack();
  await shows(page, '#heading', nl('list.title'));
  await page.goForward();
  await shows(page, '#heading', nl('result.title'));
  assert.deepEqual(await page.cookies(), []);
});

test('the example, its numbers, and the report on paper, in the clipboard, in Word and in a spreadsheet', async (t) => {
  const page = await openPage(t, {
    // No dialog: what would be printed is kept at the window of the page.
    before: () => {
      window.print = () => {
        top.printed = { text: document.body.innerText, title: document.title, lang: document.documentElement.lang, framed: window !== top, sheets: document.adoptedStyleSheets.length };
        window.dispatchEvent(new Event('afterprint'));
      };
    },
  });
  await press(page, 'button', nl('start.example'));
  await shows(page, '*', nl('frame.example'));
  await shows(page, 'h3', nl('result.findings'));
  await assertResultIsOfEngine(page, nl, JSON.stringify(example));

  await fromHeading(page);
  await press(page, 'a', nl('report.link'), 400);
  await shows(page, '#heading', nl('report.title'));
  await tabTo(page, /^input\[radio\]/);
  await page.keyboard.press('ArrowDown');
  const shown = await until(() => page.evaluate(() => {
    const paper = document.querySelector('sdg-toets').shadowRoot.querySelector('#report-document');
    return paper && { text: paper.textContent.replace(/\s+/g, ''), title: paper.querySelector('h2, h3, h4').textContent };
  }), 'the report');
  const bare = (text) => text.replace(/[\s•]/g, '');
  assert.ok(shown.text.length > 2000);

  await press(page, 'button', nl('result.print'));
  const printed = await until(() => page.evaluate(() => window.printed), 'the print');
  assert.deepEqual([printed.framed, printed.lang, printed.title, printed.sheets], [true, 'nl-BE', shown.title, 1]);
  assert.equal(bare(printed.text).toLowerCase(), bare(shown.text).toLowerCase());

  await press(page, 'button', nl('report.copy'));
  await shows(page, '#status', nl('report.copied'));
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const get = async (type) => (await item.getType(type)).text();
    return { html: await get('text/html'), plain: await get('text/plain') };
  });
  assert.equal(bare(copied.plain).toLowerCase(), bare(shown.text).toLowerCase());
  assert.match(copied.html, /<h1>|<table/);

  await fromHeading(page);
  const word = await downloaded(/^sdg-toets-schoolstraat-.*\.docx$/, () => press(page, 'button', nl('report.word')));
  assert.equal(word.bytes.toString('latin1', 0, 2), 'PK');
  const table = await downloaded(/^sdg-toets-schoolstraat-.*\.csv$/, () => press(page, 'button', nl('report.csv')));
  assert.ok(table.bytes.toString('utf8').startsWith('\ufeff'));
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], 'an example is not kept');
  assert.ok(requests(page).every((address) => address.startsWith(url) || /^(data|blob):/.test(address)));
});

test('a workshop: on, back, an answer and why, and out again with both', async (t) => {
  const page = await begin(t);
  await go(page, nl('list.workshop'), /(?:)/);
  const number = async () => Number((await shows(page, '#heading .part')).match(/\d+/)[0]);
  for (let place = 2; place <= 10; place += 1) {
    await press(page, 'a', nl('workshop.next'));
    assert.equal(await number(), place);
    assert.match((await focusPath(page)).at(-1), /#heading/);
  }
  await shows(page, '.ask', nl('question.goal-3.title'));
  await tabTo(page, /^input\[radio\]/);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, /^textarea/);
  await page.keyboard.type(' Omdat het zo is.');
  const { answers } = await stored(page);
  const { reason, ...answer } = answers['goal-3'];
  assert.ok(reason.includes('Omdat het zo is.'), reason);
  assert.notEqual(answer.benefit, example.answers['goal-3'].benefit);
  await press(page, 'a', nl('workshop.previous'));
  assert.equal(await number(), 9);
  await page.goBack();
  assert.equal(await number(), 10);
  await page.reload();
  await shows(page, '.workshop');
  assert.equal(await number(), 10);
  await press(page, 'a', nl('workshop.leave'));
  await shows(page, '.section');
  assert.deepEqual((await stored(page)).answers, answers);
});

test('a colleague’s file lies beside one’s own answers, which stay as they are', async (t) => {
  const page = await begin(t);
  const before = await kept(page);
  const { path, saved } = await file(t, 'collega.json', 'Sociaal Huis', { 'goal-3': { benefit: 0, harm: 3, reason: 'Het wordt er net drukker.' } });
  await go(page, nl('list.keep'));
  await chooseFile(page, path);
  await shows(page, '#panel', nl('replace.title'));
  await press(page, 'button', nl('together.open.beside'));
  await shows(page, '.beside');
  assert.match((await focusPath(page)).at(-1), /#heading/);
  const voices = await shows(page, '.discuss .divided > li', nl('question.goal-3.title'));
  for (const part of ['Sociaal Huis', 'Het wordt er net drukker.', nl('together.you')]) assert.ok(voices.includes(part), part);
  const merged = await downloaded(/^sdg-toets-samen-.*\.json$/, () => press(page, 'button', nl('together.save'), 400));
  const theirs = JSON.parse(merged.bytes).merged.find(({ assessor }) => assessor.by === 'Sociaal Huis');
  assert.deepEqual(theirs.answers, saved.answers);
  assert.deepEqual(await kept(page), before);
});

test('what no page may do is seen', async (t) => {
  const page = await openPage(t);
  for (const problem of [/policy violation: style-src-elem/, /policy violation: connect-src http:\/\/127\.0\.0\.1:1\//, /console error: said/, /uncaught: .*thrown/]) {
    expectProblem(page, problem);
  }
  // What Firefox itself says of it, in its own words.
  expectProblem(page, /Content-Security-Policy/);
  await page.evaluate(() => {
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
    fetch('http://127.0.0.1:1/').catch(() => {});
    console.error('said');
    setTimeout(() => { throw new Error('thrown'); });
  });
  await until(() => page.evaluate(() => new Promise((done) => { setTimeout(done, 300, true); })), 'what comes of it');
  for (const file of ['sdg-toets.js', 'sdg_wasm_bg.wasm']) assert.ok(requests(page).includes(`${url}/${file}`), 'requests are seen');
});

test('axe and our own looks find nothing on the main screens, wide and narrow', async (t) => {
  const page = await openPage(t);
  const look = async (screen) => {
    const folded = () => page.evaluate(() => document.querySelector('sdg-toets').shadowRoot.querySelectorAll('.fold-button[aria-expanded="false"]').length);
    if (await folded()) {
      await page.evaluate(() => document.querySelector('sdg-toets').shadowRoot.querySelector('#fold-all').click());
      await until(async () => !(await folded()), 'everything to be folded out');
    }
    await page.evaluate(() => document.querySelector('sdg-toets').shadowRoot.querySelectorAll('details').forEach((one) => (one.open = true)));
    for (const width of [320, 1000]) {
      await page.setViewport({ width, height: 800 });
      assert.deepEqual(await page.evaluate(inspect), [], `${screen} at ${width} px`);
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(wide <= room, `${screen}: ${wide} px wide, there is room for ${room}`);
    }
    const { violations } = await axeInside(page);
    assert.deepEqual(violations, [], `axe on ${screen}`);
  };
  await look('start');
  const { path } = await file(t, 'mijn.json', 'Dienst mobiliteit');
  await chooseFile(page, path);
  await shows(page, '#heading', nl('list.title'));
  await look('list');
  for (const section of ['people', 'lnob']) {
    await go(page, nl(`section.${section}.title`));
    await look(section);
  }
  await go(page, nl('list.result'), nl('result.title'));
  await shows(page, 'h3', nl('result.findings'));
  await look('result');
  for (const [screen, name, heading] of [
    ['report', 'report.link', 'report.title'], ['plan', 'list.plan', 'list.plan'], ['keep', 'list.keep', 'keep.title'],
    ['together', 'list.together', 'together.title'],
  ]) {
    await go(page, nl(name), nl(heading));
    await look(screen);
  }
  await go(page, nl('list.workshop'), /(?:)/);
  await shows(page, '.workshop');
  await look('workshop');
});
