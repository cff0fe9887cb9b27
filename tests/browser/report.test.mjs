// The report to take along: the screen, the print, the clipboard, the Word file and the spreadsheet tell the same, and what the
// engine says.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { catchPrint, fill, go, like, words } from './check.mjs';
import { axe, expectProblem, focusPath, openPage, requests, widget } from './support.mjs';

const nl = await words('nl');
const LANGUAGES = ['nl', 'en', 'fr', 'es'];
const read = (path) => readFile(new URL(`../../questionnaires/${path}`, import.meta.url), 'utf8');

// ---- Getting there

/** The report of the worked example, or of `saved`. */
async function report(t, { language = 'nl', saved, questionnaire } = {}) {
  const page = await openPage(t, null, { permissions: ['clipboard-read', 'clipboard-write'] });
  // An empty page without our policy, where the tests read documents.
  const desk = await page.context().newPage();
  await page.bringToFront();
  await page.addInitScript(catchPrint);
  await page.goto('/');
  const element = await widget(page);
  if (questionnaire) {
    await element.evaluate((it, name) => it.setAttribute('questionnaire', name), questionnaire);
    await element.getByRole('heading', { name: /volledige versie/ }).waitFor();
  }
  if (saved) {
    await element.locator('#open-file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(saved) });
    await element.getByText(/x\.json/).first().waitFor();
  } else {
    await element.getByRole('button', { name: nl('start.example') }).click();
  }
  await element.getByRole('link', { name: nl('report.link') }).first().click();
  await element.getByRole('heading', { name: nl('report.title'), exact: true }).waitFor();
  if (language !== 'nl') {
    await element.getByRole('button', { name: nl(`language.${language}`) }).click();
    await element.getByRole('heading', { name: (await words(language))('report.title'), exact: true }).waitFor();
  }
  return { page, desk, element, say: await words(language) };
}

const full = ({ element, say }) => element.getByLabel(say('report.full')).check();

async function printed({ page, element, say }) {
  await element.getByRole('button', { name: say('result.print') }).click();
  await page.waitForFunction(() => window.printed);
  return page.evaluate(() => {
    const { printed } = window;
    delete window.printed;
    return printed;
  });
}

/** The document that would be printed, as PDF. */
async function pdf({ page, desk: paper }, { page: html, style }) {
  await paper.setContent(html);
  await paper.addStyleTag({ content: style });
  const file = await paper.pdf({ tagged: true, preferCSSPageSize: true });
  await page.bringToFront();
  return file.toString('latin1');
}

async function copied({ page, element, say }) {
  await element.getByRole('button', { name: say('report.copy') }).click();
  await element.getByText(say('report.copied')).waitFor();
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const get = async (type) => (await item.getType(type)).text();
    return { html: await get('text/html'), plain: await get('text/plain') };
  });
}

async function file({ page, element }, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), element.getByRole('button', { name: button }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

// ---- Reading back

/** The parts of a Word file, by the directory at the end of the archive. */
function unzip(bytes) {
  const parts = {};
  let at = bytes.readUInt32LE(bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1') + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, name, extra, comment, start] = [
      bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42),
    ];
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const content = bytes.subarray(from, from + packed);
    parts[bytes.toString('utf8', at + 46, at + 46 + name)] = (method === 8 ? inflateRawSync(content) : content).toString('utf8');
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** Rows of CSV as RFC 4180 says. */
function csvRows(text, separator) {
  const rows = [[]];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\r\n]*))(${separator}|\r\n)`, 'gy');
  for (const [, quoted, plain, end] of text.matchAll(cell)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Headings, items and rows of cells of a document, in order: `[kind, text …]`. The level of the title is 1. */
const outline = ({ page, desk }, html) => (html === null ? page : desk).evaluate((source) => {
  const root = source === null
    ? document.querySelector('sdg-toets').shadowRoot.getElementById('report-document')
    : new DOMParser().parseFromString(source, source.startsWith('<html xmlns') ? 'application/xhtml+xml' : 'text/html');
  const squeeze = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  const levels = [...root.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((it) => Number(it.localName[1]));
  return [...root.querySelectorAll('h1,h2,h3,h4,h5,h6,p:not(td p,th p,li p),li,caption,tr')].map((it) => {
    if (it.localName === 'tr') return ['tr', ...[...it.children].map(squeeze)];
    const level = /^h(\d)$/.exec(it.localName);
    return [level ? `h${level[1] - levels[0] + 1}` : it.localName, squeeze(it)];
  });
}, html);

/** The same of the text of a Word file. */
const outlineOfWord = ({ desk }, xml) => desk.evaluate((source) => {
  const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const paper = new DOMParser().parseFromString(source, 'application/xml');
  const text = (node) => [...node.getElementsByTagNameNS(W, 't')].map((it) => it.textContent).join('');
  const paragraphs = (node) => [...node.getElementsByTagNameNS(W, 'p')].map(text).filter(Boolean);
  const squeeze = (words) => words.replace(/\s+/g, ' ').trim();
  const found = [];
  for (const block of paper.getElementsByTagNameNS(W, 'body')[0].children) {
    if (block.localName === 'tbl') {
      for (const row of block.getElementsByTagNameNS(W, 'tr')) {
        found.push(['tr', ...[...row.getElementsByTagNameNS(W, 'tc')].map((cell) => squeeze(paragraphs(cell).join('')))]);
      }
    } else if (block.localName === 'p' && text(block).trim()) {
      const style = block.getElementsByTagNameNS(W, 'pStyle')[0]?.getAttributeNS(W, 'val') ?? '';
      const kind = style.replace('Heading', 'h').replace('ListBullet', 'li').replace('Caption', 'caption') || 'p';
      const goesOn = kind === 'li' && block.getElementsByTagNameNS(W, 'numId')[0].getAttributeNS(W, 'val') === '0';
      if (goesOn) found.at(-1)[1] = squeeze(found.at(-1)[1] + text(block));
      else found.push([kind, squeeze(text(block))]);
    }
  }
  return found;
}, xml);

/** What axe finds inside the widget; the page around it is not ours. */
const violations = async (page) =>
  (await axe(page)).violations.filter(({ nodes }) => nodes.some((node) => node.startsWith('sdg-toets')));

// ---- Tests

test('screen, print, clipboard and Word are one document, in every language', async (t) => {
  for (const language of LANGUAGES) {
    const shown = await report(t, { language });
    const { say } = shown;
    for (const extent of ['annex', 'full']) {
      await shown.element.getByLabel(say(`report.${extent}`)).check();
      const screen = await outline(shown, null);
      assert.ok(screen.length > 30 && screen[0][0] === 'h1' && screen[0][1] === 'Schoolstraat Krekelhoek', `${screen[0]}`);
      const print = await printed(shown);
      assert.ok(print.framed, 'nothing of the page around it is printed');
      assert.deepEqual(await outline(shown, print.page), screen, `${language} ${extent}: print`);
      const { html, plain } = await copied(shown);
      assert.deepEqual(await outline(shown, html), screen, `${language} ${extent}: clipboard`);
      const bare = (words) => words.replace(/[\s•]/g, '');
      for (const row of screen) for (const cell of row.slice(1)) assert.ok(bare(plain).includes(bare(cell)), cell);
      const word = unzip((await file(shown, say('report.word'))).bytes);
      assert.deepEqual(await outlineOfWord(shown, word['word/document.xml']), screen, `${language} ${extent}: Word`);
    }
  }
});

test('the numbers are those of the engine, in the document and in the spreadsheet', async (t) => {
  const shown = await report(t);
  await full(shown);
  const files = await Promise.all(['sdg-toets-quick/questionnaire.json', 'evidence/interlinkages.json', 'sdg-toets-quick/example.json'].map(read));
  const scored = JSON.parse(await shown.page.evaluate(async (texts) => (await import('/sdg_engine.js')).scoreJson(...texts), files));
  const rows = (await outline(shown, null)).filter(([kind]) => kind === 'tr').map(([, ...cells]) => cells);
  const { name, bytes } = await file(shown, nl('report.csv'));
  assert.match(name, /^sdg-toets-schoolstraat-krekelhoek-\d{4}-\d\d-\d\d\.csv$/);
  const text = bytes.toString('utf8');
  assert.ok(text.startsWith('\ufeff'), 'a spreadsheet takes it for UTF-8');
  const [head, ...table] = csvRows(text.slice(1), ';');
  const column = (row, of) => row[head.indexOf(of)];
  const value = (fraction) => fraction && Number(fraction.split('/')[0]) / Number(fraction.split('/')[1]);
  let bands = 0;
  for (const { goal, benefit, harm } of scored.goals) {
    const said = rows.find(([first]) => first === `${goal}. ${nl(`goal.${goal}.title`)}`);
    for (const [cell, { max }] of [[said[1], harm], [said[2], benefit]]) {
      const row = table.find((row) => column(row, 'id') === max.id);
      assert.equal(column(row, 'value'), cell);
      const number = (of) => column(row, of) && Number(column(row, of).replace(',', '.'));
      if (max.lo === null) assert.equal(column(row, 'lo'), '');
      else {
        assert.ok(number('lo') <= value(max.lo) && number('lo') > value(max.lo) - 0.001, `${max.id}: ${number('lo')} for ${max.lo}`);
        assert.ok(number('hi') >= value(max.hi) && number('hi') < value(max.hi) + 0.001, `${max.id}: ${number('hi')} for ${max.hi}`);
      }
      if (max.shown && max.bands) {
        for (const band of [max.bands.first, max.bands.last]) assert.ok(cell.includes(nl(`bands.${max.bands.set}.${band}`)), cell);
        bands += 1;
      }
    }
  }
  assert.ok(bands > 20, `${bands}`);
  assert.equal(table.filter((row) => column(row, 'part') === 'finding').length, scored.findings.filter(({ certain }) => certain).length);
  const unknown = scored.questions.filter(({ asked, state }) => asked === 'yes' && state === 'unknown');
  const rowsOfUnknown = table.filter((row) => column(row, 'part') === 'unknown');
  assert.deepEqual(rowsOfUnknown.map((row) => column(row, 'id')), unknown.map(({ id }) => id));
});

test('the annex is one page, and the PDF has tags, heads of tables and its language', async (t) => {
  for (const [language, questionnaire] of LANGUAGES.flatMap((language) => [[language, undefined], [language, 'sdg-toets']])) {
    const shown = await report(t, { language, questionnaire });
    const annex = await printed(shown);
    const paper = await pdf(shown, annex);
    assert.equal(paper.match(/\/Type ?\/Page\b/g).length, 1, `${language} ${questionnaire}: one page`);
    const tag = shown.say('report.locale');
    const title = questionnaire ? 'Sporthal De Zwaluw: zuinig en toegankelijk' : 'Schoolstraat Krekelhoek';
    assert.match(annex.page, new RegExp(`^<html [^>]*lang="${tag}"[^>]*><head><title>${title}</title>`));
    for (const wanted of ['/StructTreeRoot', '/S /H1', '/S /H2', '/S /TH', `/Lang (${tag})`]) assert.ok(paper.includes(wanted), wanted);
  }
});

test('the Word file can be read by everyone', async (t) => {
  const shown = await report(t);
  assert.ok(!requests(shown.page).some((address) => address.includes('sdg_word')), 'nobody loads it before it is asked for');
  const { name, bytes } = await file(shown, nl('report.word'));
  assert.match(name, /^sdg-toets-schoolstraat-krekelhoek-\d{4}-\d\d-\d\d\.docx$/);
  await shown.element.getByText(like(nl('keep.saved'))).waitFor();
  const parts = unzip(bytes);
  const document = parts['word/document.xml'];
  assert.match(parts['word/styles.xml'], /<w:lang w:val="nl-BE"/);
  assert.match(parts['docProps/core.xml'], /<dc:title>Schoolstraat Krekelhoek<\/dc:title><dc:language>nl-BE</);
  assert.match(parts['word/footer.xml'], / PAGE /);
  const tables = document.match(/<w:tbl>.*?<\/w:tbl>/gs);
  assert.ok(tables.length >= 3);
  for (const table of tables) assert.match(table, /<w:tblCaption w:val="[^"]+"/);
  assert.equal(document.match(/<w:tblHeader\/>/g).length, tables.length - 1, 'all but the one about the check have a head');
});

test('without the program for Word it says so, and goes on', async (t) => {
  const shown = await report(t);
  const { page, element } = shown;
  expectProblem(page, /Failed to load resource|sdg-toets:/);
  await page.route('**/sdg_word_bg.wasm', (route) => route.fulfill({ status: 404, body: 'no' }));
  await element.getByRole('button', { name: nl('report.word') }).click();
  await element.getByText(nl('report.failed')).waitFor();
  await page.unroute('**/sdg_word_bg.wasm');
  assert.ok((await file(shown, nl('report.word'))).bytes.length > 5000, 'it is tried again');
  assert.ok((await copied(shown)).html.includes('<h1>'));
});

test('without the script for the report it says so, and the spreadsheet still works', async (t) => {
  const shown = await report(t);
  const { page, element } = shown;
  expectProblem(page, /Failed to load resource|sdg-toets:/);
  await page.route('**/report.js*', (route) => route.fulfill({ status: 404, body: 'no' }));
  await element.getByRole('button', { name: nl('result.print') }).click();
  await element.getByText(nl('report.failed')).waitFor();
  assert.ok((await file(shown, nl('report.csv'))).bytes.length > 1000);
  await page.unroute('**/report.js*');
  assert.ok((await printed(shown)).framed);
});

test('where copying is refused, the report is selected', async (t) => {
  const shown = await report(t);
  const { page, element } = shown;
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }));
  await element.getByRole('button', { name: nl('report.copy') }).click();
  await element.getByText(nl('report.selected')).waitFor();
  await page.evaluate(() => delete navigator.clipboard);
  await page.keyboard.press('Control+C');
  const plain = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of ['Schoolstraat Krekelhoek', nl('report.actions'), nl('result.goals')]) assert.ok(plain.includes(part), part);
});

test('the name of the project is asked in place, and nothing else is required', async (t) => {
  const page = await openPage(t, '/');
  const element = await widget(page);
  await go(element, nl, 'profile');
  await element.getByLabel(nl('question.municipality.title')).fill('Lindebeek');
  await element.getByRole('link', { name: nl('frame.list') }).first().click();
  await element.locator('.rows').getByRole('link', { name: nl('report.link') }).click();
  await element.getByRole('button', { name: nl('report.csv') }).click();
  await element.getByText(nl('report.name.missing')).waitFor();
  assert.match((await focusPath(page)).at(-1), /#report-name/);
  const field = element.getByLabel(nl('report.name'));
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await violations(page), []);
  await page.keyboard.type('Plein');
  assert.equal(await element.getByText(nl('report.name.missing')).count(), 0);
  assert.match((await focusPath(page)).at(-1), /#report-name/);
  assert.match((await file({ page, element }, nl('report.csv'))).name, /^sdg-toets-plein-/);
  assert.ok(await element.locator('#report-document').getByText(like(nl('result.provisional.many'))).isVisible(), 'provisional while open');
});

test('hostile and very long texts come through to the letter', async (t) => {
  const nasty = '=cmd|\' /C calc\'!A0 <img src=x onerror="top.hacked=1"><script>top.hacked=1</script>{title}';
  const long = `${'woord '.repeat(170_000)}einde`;
  const saved = JSON.stringify({
    format: 1, questionnaire: { id: 'sdg-toets-quick', version: '1.0.0' },
    answers: { 'project-name': { text: nasty }, description: { text: long }, 'goal-1': { benefit: 2, harm: 2, reason: `+1+1\u0001\ttab ${nasty}` } },
    actions: [{ id: 'action-1', text: '@SUM(1)', owner: '-2+3', status: 'open' }],
  });
  const shown = await report(t, { saved });
  const { page, element } = shown;
  page.on('dialog', () => assert.fail('something ran'));
  await full(shown);
  assert.equal(await element.locator('#report-document').locator('img, script').count(), 0);
  const print = await printed(shown);
  const seen = await outline(shown, print.page.replaceAll('\u0001', '?'));
  assert.equal(seen[0][1], nasty);
  assert.ok(seen.some((row) => row.some((cell) => cell.length > 1_000_000 && cell.endsWith('einde'))), 'a megabyte is there');
  const word = await outlineOfWord(shown, unzip((await file(shown, nl('report.word'))).bytes)['word/document.xml']);
  assert.equal(word[0][1], nasty);
  assert.ok(word.some((row) => row.some((cell) => cell.length > 1_000_000 && cell.endsWith('einde'))));
  assert.ok(word.some((row) => row.some((cell) => cell.startsWith('+1+1\ufffd'))), 'what XML cannot hold is marked');
  const { html } = await copied(shown);
  assert.ok(!/<img|<script/.test(html));
  const rows = csvRows((await file(shown, nl('report.csv'))).bytes.toString('utf8').slice(1), ';');
  assert.ok(rows.length > 10 && rows.every((row) => row.length === rows[0].length));
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@]/);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

test('the screen of the report is accessible in every language, wide and narrow', async (t) => {
  for (const language of LANGUAGES) {
    const shown = await report(t, { language });
    for (const extent of ['annex', 'full']) {
      await shown.element.getByLabel(shown.say(`report.${extent}`)).check();
      assert.deepEqual(await violations(shown.page), [], `${language} ${extent}`);
    }
    await shown.page.setViewportSize({ width: 320, height: 800 });
    const { scrollWidth, clientWidth } = await shown.page.evaluate(({ documentElement: { scrollWidth, clientWidth } } = document) => ({ scrollWidth, clientWidth }));
    assert.ok(scrollWidth <= clientWidth, `${language}: ${scrollWidth} > ${clientWidth}`);
    assert.deepEqual(await violations(shown.page), [], `${language} narrow`);
  }
});

test('a reload stays at the report, and back leads to the result', async (t) => {
  const page = await openPage(t, '/');
  const element = await fill(page, nl);
  await go(element, nl, 'result');
  await element.getByRole('link', { name: nl('report.link') }).click();
  await element.getByRole('heading', { name: nl('report.title'), exact: true }).waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  await page.reload();
  await element.getByRole('heading', { name: nl('report.title'), exact: true }).waitFor();
  await page.goBack();
  await element.getByRole('heading', { name: nl('result.findings'), exact: true }).waitFor();
});
