// Files of others beside one's own answers: two colleagues, an earlier moment, several projects, files that cannot be read.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { go, like, stored, words } from './check.mjs';
import { axeInside, inspect, overflow } from './inspect.mjs';
import { focusPath, openPage, requests, widget } from './support.mjs';

const nl = await words('nl');
const content = (path) => readFile(new URL(`../../questionnaires/${path}`, import.meta.url), 'utf8');
const example = JSON.parse(await content('sdg-toets-quick/example.json'));
const file = (name, saved) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof saved === 'string' ? saved : JSON.stringify(saved)),
});

/** The example as somebody else may have answered it. */
function check(by, project, answers = {}, more = {}) {
  const saved = structuredClone(example);
  delete saved.example;
  Object.assign(saved, { assessor: { by } }, more);
  Object.assign(saved.answers, { 'project-name': { text: project } }, answers);
  return saved;
}

const mine = check('Dienst mobiliteit', 'Schoolstraat');
const social = check('Sociaal Huis', 'Schoolstraat', { 'goal-3': { benefit: 0, harm: 3, reason: 'Het wordt er net drukker.' } });
const green = check('Service vert', 'Schoolstraat', { 'goal-3': { not_applicable: true, reason: 'Pas pour nous.' } }, { language: 'fr' });
const earlier = check('Dienst mobiliteit', 'Schoolstraat', { 'goal-3': { benefit: 2, harm: 0 }, 'goal-4': { unknown: true } });
const pool = check('Sportdienst', 'Zwembad', { 'goal-13': { benefit: 0, harm: 3, reason: 'Veel energie.' } });
const library = check('Cultuur', 'Bibliotheek', { 'goal-4': { benefit: 3, harm: 0, reason: 'Meer boeken.' } });

/** A page with answers of one's own. */
async function begin(t, options) {
  const page = await openPage(t, '/', options);
  const element = await widget(page);
  await element.locator('#open-file').setInputFiles(file('mijn.json', mine));
  await element.locator('.screen.list').waitFor();
  return { page, element };
}

const open = (element, ...files) => element.locator('#open-file').setInputFiles(files);
const press = (element, key) => element.getByRole('button', { name: nl(key), exact: true }).click();
const show = async (element, key, sign) => {
  await press(element, key);
  await element.locator(sign).waitFor();
};

/** Axe and our own looks, with everything unfolded. */
async function look(page, element, what) {
  await element.locator('details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  assert.deepEqual(await page.evaluate(inspect), [], what);
  const { violations, incomplete } = await axeInside(page);
  assert.deepEqual(violations, [], `axe on ${what}`);
  assert.deepEqual(incomplete, [], `axe is not sure on ${what}`);
}

async function download(page, act) {
  const [saved] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
}

test('a colleague’s file lies beside one’s own answers, which stay as they are', async (t) => {
  const { page, element } = await begin(t);
  const before = await stored(page);
  await go(element, nl, 'keep');
  await open(element, file('collega.json', social));
  await element.getByText(nl('replace.title')).waitFor();
  await look(page, element, 'the question on opening a file');
  await press(element, 'together.open.beside');
  await element.locator('.beside').waitFor();
  assert.match((await focusPath(page)).at(-1), /#heading/);
  await open(element, file('groen.json', green), file('brief.json', 'Beste collega'), file('arm.json', '{"format":1,"questionnaire":{"id":"armoedetoets","version":"1"},"answers":{}}'));
  await element.getByText(like(nl('together.refused.some'))).waitFor();
  // Each bad file is named with its reason; the good one is there.
  for (const [key, name] of [['refused.not-ours', 'brief.json'], ['refused.other', 'arm.json']]) {
    assert.ok(await element.getByText(nl(key).replace('{file}', name)).isVisible());
  }
  const discuss = element.locator('.discuss .divided > li').filter({ hasText: nl('question.goal-3.title') });
  const voices = await discuss.locator('.voices > li').allInnerTexts();
  assert.equal(voices.length, 3);
  assert.ok(voices.some((voice) => voice.includes('Sociaal Huis') && voice.includes('Het wordt er net drukker.')));
  assert.ok(voices.some((voice) => voice.includes(nl('together.you')) && voice.includes(mine.answers['goal-3'].reason.split('\n')[0])));
  assert.equal(await discuss.getByText('Pas pour nous.').getAttribute('lang'), 'fr');
  // One credible warning is enough, and it says whose it is.
  const warning = element.locator('.findings.discuss li').filter({ hasText: nl('goal.3.title') });
  assert.match(await warning.innerText(), /Sociaal Huis/);
  await look(page, element, 'assessors side by side');
  // Numbers as the language writes them.
  const divided = element.locator('.discuss .divided > li').nth(0);
  const figures = async (sign) => assert.match(await divided.locator('.figures').textContent(), new RegExp(`5/9 \\(≈ 0\\${sign}56\\)`));
  await figures(',');
  await element.locator('.language[lang="en"]').click();
  await element.getByText((await words('en'))('together.discuss')).waitFor();
  await figures('.');
  await element.locator('.language[lang="nl"]').click();
  await element.getByText(nl('together.discuss')).waitFor();

  // The merged file holds every file word for word, and opens again as what it is.
  const merged = await download(page, () => press(element, 'together.save'));
  assert.match(merged.name, /^sdg-toets-samen-\d{4}-\d{2}-\d{2}\.json$/);
  const inside = JSON.parse(merged.text).merged;
  const by = inside.map(({ assessor }) => assessor.by).sort();
  assert.deepEqual(by, ['Dienst mobiliteit', 'Service vert', 'Sociaal Huis']);
  assert.deepEqual(inside.find(({ assessor }) => assessor.by === 'Sociaal Huis').answers, social.answers);
  assert.deepEqual((await stored(page)).answers, before.answers);
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes('Sociaal Huis'));

  await page.reload();
  await element.getByText(nl('together.gone')).waitFor();
  assert.deepEqual((await stored(page)).answers, before.answers);
  await open(element, file('samen.json', merged.text));
  await element.getByText(nl('together.count').replace('{n}', '3')).waitFor();
  assert.equal(await element.locator('.guests > li').count(), 4);
  assert.ok(await element.getByText(nl('together.mine.out')).isVisible());

  // The report of a merged file tells who sees what otherwise, with every reason, and names no file.
  await element.getByRole('link', { name: nl('together.report') }).click();
  await element.getByRole('heading', { name: nl('report.title'), exact: true }).waitFor();
  await element.getByText(nl('report.views.along').split('{n}')[1].trim()).waitFor();
  const sheet = element.locator('#report-document');
  await sheet.getByRole('heading', { name: nl('report.views') }).waitFor();
  await look(page, element, 'the annex with several views');
  await element.getByLabel(nl('report.full')).check();
  await sheet.getByRole('heading', { name: nl('result.severity.discuss') }).first().waitFor();
  const views = await sheet.locator('table.views').allInnerTexts();
  assert.ok(views.some((view) => view.includes('Sociaal Huis') && view.includes('Het wordt er net drukker.')));
  assert.ok(!(await sheet.innerText()).includes('samen.json'));
  await look(page, element, 'the report with several views');
  const table = await download(page, () => press(element, 'report.csv'));
  assert.match(table.text, /;view;goal-3;[^]*Het wordt er net drukker\.[^]*Sociaal Huis/);
});

test('a merged file says that it names persons, and leaves them out when asked', async (t) => {
  const { page, element } = await begin(t);
  await go(element, nl, 'keep');
  const named = { ...social, assessor: { by: '', person: 'An Aerts' } };
  await open(element, file('an.json', named));
  await press(element, 'together.open.beside');
  await element.getByText(nl('together.persons')).waitFor();
  assert.match((await download(page, () => press(element, 'together.save'))).text, /An Aerts/);
  await element.getByLabel(nl('together.nameless')).check();
  await look(page, element, 'names left out');
  const { text } = await download(page, () => press(element, 'together.save'));
  assert.ok(!text.includes('Aerts') && text.includes('Het wordt er net drukker.'));
  assert.match(text, /"Deelnemer \d"/);
});

test('an older file shows what changed, the worse first, and leads to the question and back', async (t) => {
  const { page, element } = await begin(t);
  const before = await stored(page);
  await go(element, nl, 'keep');
  await open(element, file('vroeger.json', earlier));
  await press(element, 'together.open.earlier');
  await element.locator('.since').waitFor();
  const groups = await element.locator('.changes > :first-child').allInnerTexts();
  assert.equal(groups[0], nl('together.since.worse'));
  const worse = element.locator('.changes.worse li').filter({ hasText: nl('goal.3.title') }).first();
  assert.match(await worse.innerText(), new RegExp(nl('together.since.harm')));
  await look(page, element, 'what changed');
  await worse.getByRole('link').click();
  await element.getByRole('link', { name: nl('together.back') }).waitFor();
  assert.match((await focusPath(page)).at(-1), /#q-goal-3/);
  await element.getByRole('link', { name: nl('together.back') }).click();
  await element.locator('.since').waitFor();
  assert.equal(await element.locator('.guests > li').count(), 2, 'the file still lies there');
  await press(element, 'together.since.swap');
  await element.locator('.changes.worse').waitFor({ state: 'detached' });
  assert.deepEqual((await stored(page)).answers, before.answers);
});

test('a file of another version of the questionnaire: what changed by it stands apart, and what cannot be told is said', async (t) => {
  const { page, element } = await begin(t);
  const before = await stored(page);
  const old = structuredClone(earlier);
  old.questionnaire.version = '0.9.0';
  Object.assign(old.answers, { 'vroegere-vraag': { text: 'weg' }, 'goal-5': { option: 'a-scale-of-then' } });
  await go(element, nl, 'keep');
  await open(element, file('oud.json', old));
  await press(element, 'together.open.earlier');
  const apart = element.locator('.since > .notice');
  const { version } = JSON.parse(await content('sdg-toets-quick/questionnaire.json'));
  await apart.getByText(nl('together.since.versions').replace('{then}', '0.9.0').replace('{now}', version)).waitFor();
  assert.ok(await apart.getByText('vroegere-vraag').isVisible());
  assert.ok(await apart.getByText(nl('together.since.versions.why')).isVisible());
  // What the answers changed is told as always.
  const worse = element.locator('.changes.worse li').filter({ hasText: nl('goal.3.title') }).first();
  assert.match(await worse.innerText(), new RegExp(nl('together.since.harm')));
  await look(page, element, 'a file of another version');
  await apart.getByRole('link', { name: nl('question.goal-5.title') }).click();
  await element.getByRole('link', { name: nl('together.back') }).waitFor();
  assert.match((await focusPath(page)).at(-1), /#q-goal-5/);
  assert.deepEqual((await stored(page)).answers, before.answers);
});

test('projects stand in one table, whose words are those of the engine’s table', async (t) => {
  const { page, element } = await begin(t, { viewport: { width: 1280, height: 900 } });
  await element.locator('.rows').getByRole('link', { name: nl('list.together') }).click();
  await element.locator('.screen.together').waitFor();
  await look(page, element, 'nothing opened yet');
  await open(element, file('zwembad.json', pool), file('bib.json', library));
  await element.locator('.projects').waitFor();
  const heads = () => element.locator('.wide').first().locator('thead th').allInnerTexts();
  assert.deepEqual((await heads()).slice(1).map((head) => head.trim()), ['Schoolstraat', 'Zwembad', 'Bibliotheek']);
  await press(element, 'together.projects.by-name');
  assert.deepEqual((await heads()).slice(1).map((head) => head.trim()), ['Bibliotheek', 'Schoolstraat', 'Zwembad']);

  const table = await download(page, () => press(element, 'together.projects.csv'));
  assert.match(table.name, /^sdg-toets-projecten-.*\.csv$/);
  assert.ok(table.text.startsWith('\ufefffile;project;'));
  const [head, ...rows] = table.text.slice(1).trim().split('\r\n').map((line) => line.split(';'));
  const column = (name) => head.indexOf(name);
  const texts = JSON.parse(await content('sdg-toets-quick/texts/nl.json')).texts;
  const bands = (row, side) => {
    const [first, last] = ['first', 'last'].map((end) => row[column(`${side}_band_${end}`)]);
    const name = (band) => texts[`bands.effect.${band}`];
    if (row[column(`${side}_lo`)] === '') return nl('result.void');
    // With too little to show a band, the words say why: the table cannot.
    if (first === '') return undefined;
    return first === last ? name(first) : nl('result.span').replace('{first}', name(first)).replace('{last}', name(last));
  };
  const cells = await element.locator('.wide').first().locator('tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => [...cell.querySelectorAll('.benefit, .harm')].map((line) => line.textContent))));
  let compared = 0;
  for (const row of rows) {
    const goal = Number(row[column('goal')]);
    const place = ['Bibliotheek', 'Schoolstraat', 'Zwembad'].indexOf(row[column('project')]);
    for (const [at, side] of ['benefit', 'harm'].entries()) {
      const wanted = bands(row, side);
      const found = cells[goal - 1][place][at].replace(`${nl(`result.${side}`)}: `, '');
      if (wanted === undefined) assert.ok(['too-little', 'unknown', 'unanswered'].some((why) => found === nl(`result.${why}`)), found);
      else assert.equal(found, wanted, `${side} of goal ${goal} of ${row[column('project')]}`);
      compared += 1;
    }
  }
  assert.equal(compared, 3 * 17 * 2);

  // The list of policy domains comes only when it is asked for.
  const asked = () => requests(page).some((address) => address.endsWith('bbc/policy-fields.json'));
  assert.ok(!asked());
  await press(element, 'together.plan.show');
  await element.locator('.plan .card').first().waitFor();
  assert.ok(asked());
  assert.match((await focusPath(page)).at(-1), /#plan/);
  const handed = JSON.parse((await download(page, () => press(element, 'together.plan.json'))).text);
  const shown = await element.locator('.plan .card').evaluateAll((all) => all.map((card) => card.querySelectorAll('.codes > li').length));
  assert.deepEqual(shown, handed.map(({ goals }) => goals.filter(({ sdg }) => sdg !== null).length));
  assert.ok(shown.some((count) => count > 0));
  for (const { goals } of handed) for (const { sdg, claim } of goals) assert.equal(sdg !== null, claim.verdict === 'yes');
  const plan = await download(page, () => press(element, 'together.plan.csv'));
  assert.ok(plan.text.startsWith('\ufefffile;project;'));
  await look(page, element, 'projects');
});

test('partners read each other, each in their own language', async (t) => {
  const page = await openPage(t, null);
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('<sdg-toets', '<sdg-toets questionnaire="sdg-partners"') });
  });
  await page.goto('/');
  const element = await widget(page);
  const [ours, theirs] = await Promise.all(['example', 'example-partner'].map((name) => content(`sdg-partners/${name}.json`)));
  await open(element, file('hier.json', ours));
  await element.locator('.screen.list').waitFor();
  await go(element, nl, 'keep');
  await open(element, file('allá.json', theirs));
  await press(element, 'together.open.beside');
  await element.locator('.beside').waitFor();
  await element.locator('details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  const reason = (text) => JSON.parse(text).answers['place-planet'].each['partner-a'].reason.split('\n')[0];
  const languageOf = (text) => element.locator('.reason').filter({ hasText: text }).first().evaluate((it) => it.closest('[lang]').lang);
  assert.equal(await languageOf(reason(ours)), 'nl');
  assert.equal(await languageOf(reason(theirs)), 'es');
  await look(page, element, 'partners');
  // In Spanish it is the other way round.
  await element.getByRole('button', { name: 'Español' }).click();
  const es = await words('es');
  await element.getByRole('heading', { name: es('together.title') }).waitFor();
  assert.equal(await languageOf(reason(ours)), 'nl');
  assert.equal(await languageOf(reason(theirs)), 'es');
});

test('with the keyboard alone, narrow, large and dark', async (t) => {
  const { page, element } = await begin(t, { viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
  await go(element, nl, 'keep');
  await open(element, file('collega.json', social));
  await element.locator('#panel').waitFor();
  const tabTo = async (name) => {
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press('Tab');
      if ((await focusPath(page)).at(-1).includes(name)) return;
    }
    assert.fail(`Tab never came to ${name}`);
  };
  await tabTo(nl('together.open.beside'));
  await page.keyboard.press('Enter');
  await element.locator('.beside').waitFor();
  await open(element, file('zwembad.json', pool));
  await element.getByText('zwembad.json').first().waitFor();
  for (const [key, sign] of [['together.since', '.since'], ['together.projects', '.projects'], ['together.beside', '.beside']]) {
    await element.locator('#heading').focus();
    await tabTo(nl(key));
    await page.keyboard.press('Space');
    await element.locator(sign).waitFor();
    await look(page, element, `${key} at 320 px in the dark`);
    assert.deepEqual(await page.evaluate(overflow), [], `${key} at 320 px`);
  }
  // Leaving out the file that one stood on leads to the list of files.
  await element.locator('#heading').focus();
  await tabTo(`${nl('together.remove')}: collega.json`);
  await page.keyboard.press('Enter');
  await element.getByText('collega.json').waitFor({ state: 'detached' });
  assert.match((await focusPath(page)).at(-1), /#together-files/);
});
